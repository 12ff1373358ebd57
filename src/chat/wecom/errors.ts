import { Outside } from '../../core/ports.ts';

type Retry = Outside['retry'];

/** The platform's codes: whether to try again, and what the operator can do. */
const codes: Record<number, [Retry, string]> = {
  [-1]: ['later', '企业微信系统繁忙，会自动重试'],
  40001: ['never', '应用 Secret 不对，请到管理后台“应用管理”里核对 WECOM_AGENT_SECRET'],
  40003: ['never', '成员账号不存在，请核对 people.yaml 里的 accounts.wecom'],
  40008: ['never', '消息类型不被接受，请升级程序或联系开发者'],
  40013: ['never', '企业 ID 不对，请核对 WECOM_CORP_ID'],
  40014: ['later', '令牌失效，会自动换新'],
  40058: ['never', '消息参数不合要求，请联系开发者'],
  41001: ['later', '缺少令牌，会自动换新'],
  42001: ['later', '令牌过期，会自动换新'],
  44004: ['never', '消息内容是空的，请联系开发者'],
  45002: ['never', '消息太长，请联系开发者'],
  45009: ['later', '发得太快，超过了企业微信的频率限制，会自动慢下来再发'],
  48002: ['never', '应用没有这个接口的权限，请到管理后台给应用开通'],
  60020: ['never', '服务器的出口 IP 不在“企业可信IP”里，请到应用详情页添加'],
  81013: ['never', '收件人都不在应用可见范围里，请到应用详情页把成员加进可见范围'],
  93000: ['never', '群消息推送的地址失效，请在群里重新添加“消息推送”，更新 WECOM_WEBHOOKS'],
  93001: ['never', '机器人不在这个群里，或没人在群里@过它：请把机器人加进群，再@它一次'],
  93006: ['never', '群号不对，或没人在群里@过机器人：请在群里@一次机器人'],
  301002: ['never', '应用编号和 Secret 不是同一个应用的，请核对 WECOM_AGENT_ID'],
  846605: ['never', '这条消息的回复窗口已关闭，改用主动发送'],
  846608: ['never', '这条消息的回复时间已过，改用主动发送'],
  846609: ['later', '长连接的订阅丢了，正在重连'],
  853000: [
    'never',
    '机器人 ID 或 Secret 不对，请到管理后台“智能机器人”里核对 WECOM_BOT_ID、WECOM_BOT_SECRET',
  ],
};

/** What the operator can do about a code. */
export const cureOf = (code: number): string =>
  codes[code]?.[1] ?? `企业微信返回错误码 ${code}，请按官方“全局错误码”处理`;

/** A refusal with its code. */
export class Refusal extends Outside {
  readonly code: number;
  constructor(code: number) {
    super(codes[code]?.[0] ?? 'never', cureOf(code));
    this.code = code;
  }
}
