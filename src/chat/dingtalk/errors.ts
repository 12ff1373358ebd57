import { Outside } from '../../core/ports.ts';

type Retry = Outside['retry'];

/** What a refusal begins with or holds, the more particular first: some 403 are a matter of a second. */
const codes: [RegExp, Retry, string][] = [
  [
    /QpsLimit|send\.too\.fast|tooFast|90018|90002/,
    'later',
    '发得太快，超过了钉钉的频率限制，会自动慢下来再发',
  ],
  [/ApiCountLimitForOrg|90020/, 'never', '本月接口次数已用完，下月自动恢复；急需可在开放平台购买加量包'],
  [/1111|punish/, 'later', '调用太密，被钉钉暂时拦截，五分钟后自动再试'],
  [/InvalidAuthentication|AuthenticationFailed/, 'later', '令牌失效，会自动换新'],
  [
    /invalidClientIdOrSecret|authFailed/,
    'never',
    'Client ID 或 Client Secret 不对，请到开发者后台“凭证与基础信息”里核对',
  ],
  [
    /AccessTokenPermissionDenied/,
    'never',
    '应用没有权限，请到开发者后台“权限管理”开通“企业内机器人发送消息”（qyapi_robot_sendmsg）',
  ],
  [/300001/, 'never', '这条消息的会话回复地址已过期，改用主动发送'],
  [/310000/, 'never', '自定义机器人的安全设置不符，请核对加签密钥、关键词和 IP 名单（DINGTALK_WEBHOOKS）'],
  [/300005|400101/, 'never', '自定义机器人的地址失效，请在群里重新添加，更新 DINGTALK_WEBHOOKS'],
  [/410100|130101|302033|660026/, 'later', '自定义机器人一分钟超过20条，被禁言十分钟，之后自动再发'],
  [
    /resource\.not\.found|openConversationId/,
    'never',
    '机器人不在这个群里，或群编号不对：请把机器人加进群，再@它一次',
  ],
  [/robotCode/, 'never', '机器人编码不对，请核对 DINGTALK_ROBOT_CODE'],
  [/group\.disbanded/, 'never', '这个群已解散，请从 chats.yaml 里删掉'],
  [
    /bot\.stopped|robot\.oto\.notExist|chatbotId\.notAllow/,
    'never',
    '机器人已停用或没有发布，请到开发者后台发布新版本',
  ],
  [/staffId|userIds/, 'never', '成员账号不存在，请核对 people.yaml 里的 accounts.dingtalk'],
  [/tooLong|msgParam/, 'never', '消息内容不合要求，请联系开发者'],
  [
    /systemError|ServiceUnavailable/,
    'later',
    '钉钉系统繁忙，会自动重试；一直这样，请核对应用已发布、选了 Stream 模式、IP 在名单里',
  ],
];

/** A refusal with the platform's code. */
export class Refusal extends Outside {
  readonly code: string;
  constructor(code: string, status = 0) {
    const known = codes.find(([pattern]) => pattern.test(code));
    const unknown = `钉钉返回错误 ${code || status}，请按开放平台“全局错误码”处理`;
    super(known?.[1] ?? (status >= 500 || status === 429 ? 'later' : 'never'), known?.[2] ?? unknown);
    this.code = code;
  }
}
