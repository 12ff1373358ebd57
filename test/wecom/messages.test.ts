import { describe, expect, test } from 'vitest';
import { readAppMessage } from '../../src/chat/wecom/app-callback.ts';
import { readBotEvent, withoutName } from '../../src/chat/wecom/messages.ts';

const group = {
  msgid: 'm1',
  aibotid: 'b',
  chatid: 'wrT0001',
  chattype: 'group',
  from: { userid: 'zhangsan' },
};
const single = { msgid: 'm1', aibotid: 'b', chattype: 'single', from: { userid: 'zhangsan' } };
const say = (content: string) => ({ msgtype: 'text', text: { content } });
const read = (body: unknown) => readBotEvent(body, ['帮办']);
const heard = (body: unknown) => {
  const event = read(body);
  return event.kind === 'message' ? event.heard : undefined;
};

describe('听到的话', () => {
  test.each([
    ['群里文字', { ...group, ...say('@帮办 你好') }, '你好'],
    ['单聊文字', { ...single, ...say('工规证几天') }, '工规证几天'],
    ['语音已转文字', { ...single, msgtype: 'voice', voice: { content: '施工许可证几天' } }, '施工许可证几天'],
    ['单聊图片', { ...single, msgtype: 'image', image: { url: 'https://x' } }, '[图片]'],
    ['单聊文件', { ...single, msgtype: 'file', file: { url: 'https://x' } }, '[文件]'],
    [
      '图文混排',
      {
        ...group,
        msgtype: 'mixed',
        mixed: {
          msg_item: [
            { msgtype: 'text', text: { content: '@帮办 材料补好了' } },
            { msgtype: 'image', image: { url: 'https://x' } },
          ],
        },
      },
      '材料补好了 [图片]',
    ],
  ])('%s', (_name, body, text) => {
    expect(heard(body)).toMatchObject({
      platform: 'wecom',
      bot: 'b',
      messageId: 'm1',
      account: 'zhangsan',
      text,
    });
  });

  test('群号原样，不改大小写；单聊没有群号', () => {
    expect(heard({ ...group, chatid: 'wrAbC', ...say('@帮办 好') })?.group).toBe('wrAbC');
    expect(heard({ ...single, ...say('好') })?.group).toBeUndefined();
  });

  test('只@不说话也是消息：从此知道这个群', () => {
    expect(heard({ ...group, ...say('@帮办 ') })).toMatchObject({ text: '', group: 'wrT0001' });
  });

  test('引用的话和@到的别人', () => {
    const quote = { msgtype: 'text', text: { content: '已登记 QH-2026-000012' } };
    expect(heard({ ...group, ...say('@帮办 催一下 @刘科长'), quote })).toMatchObject({
      quote: '已登记 QH-2026-000012',
      mentions: ['刘科长'],
    });
  });

  test.each([
    ['系统发的', { ...single, from: { userid: 'sys' }, ...say('x') }],
    ['没有发送人', { msgid: 'm', msgtype: 'text', text: { content: 'x' } }],
    ['群消息没有群号', { ...group, chatid: undefined, ...say('@帮办 x') }],
    ['没有内容', { ...group, ...say('') }],
    [
      '评价事件',
      { ...single, msgtype: 'event', event: { eventtype: 'feedback_event', feedback_event: { id: '1' } } },
    ],
    ['别人的按钮', press('whatever')],
    ['不是对象', 'x'],
    ['空', null],
  ])('%s：不理', (_name, body) => {
    expect(read(body).kind).toBe('ignored');
  });
});

function press(event_key: string, flat = false) {
  const inner = {
    card_type: 'button_interaction',
    event_key,
    task_id: 't1',
    selected_items: {
      selected_item: [{ question_key: 'department', option_ids: { option_id: ['住建局'] } }],
    },
  };
  const event = { eventtype: 'template_card_event', ...(flat ? inner : { template_card_event: inner }) };
  return { ...single, msgtype: 'event', event };
}

test.each([false, true])('按钮：字段在里层（平台的样子）或平铺（库的类型那样）都认，%s', (flat) => {
  expect(read(press('accept:3:QH-2026-000012', flat))).toMatchObject({
    kind: 'pressed',
    taskId: 't1',
    heard: {
      action: { action: 'accept', version: 3, case: 'QH-2026-000012', fields: { department: '住建局' } },
    },
  });
});

describe('去掉机器人自己的名字', () => {
  test.each([
    ['@帮办 接单 12', '接单 12'],
    ['＠帮办 接单 12', '接单 12'],
    ['@帮办\u2005接单 12', '接单 12'],
    ['@帮办 小助手 接单 12', '接单 12'],
    ['@帮办 @帮办 接单 12', '接单 12'],
    ['接单 12 @帮办', '接单 12'],
    ['@帮办，接单 12', '接单 12'],
    ['@帮办员 接单 12', '@帮办员 接单 12'],
    ['发到 a@帮办.cn 邮箱', '发到 a@帮办.cn 邮箱'],
    ['@刘科长 @帮办 请看', '@刘科长 请看'],
    ['@C++(测试) 你好', '你好'],
  ])('%j -> %j', (text, rest) => {
    expect(withoutName(text, ['帮办', '帮办 小助手', 'C++(测试)'])).toBe(rest);
  });
});

describe('自建应用的回调', () => {
  const xml = (inner: string) =>
    `<xml><FromUserName><![CDATA[zhangsan]]></FromUserName><CreateTime>1348831860</CreateTime>${inner}<AgentID>1000002</AgentID></xml>`;
  test('文字', () => {
    const body = xml(
      '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[1 < 2 & 接单 007]]></Content><MsgId>1234567890123456789</MsgId>',
    );
    expect(readAppMessage(body)?.heard).toMatchObject({
      messageId: '1234567890123456789',
      text: '1 < 2 & 接单 007',
      account: 'zhangsan',
    });
  });
  test('按钮：没有自己的编号，由谁、何时、按了什么认出重复', () => {
    const body = xml(
      '<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event><EventKey><![CDATA[accept:0:QH-2026-000001]]></EventKey><TaskId><![CDATA[t]]></TaskId><ResponseCode><![CDATA[rc]]></ResponseCode>',
    );
    expect(readAppMessage(body)).toEqual(readAppMessage(body));
    expect(readAppMessage(body)).toMatchObject({ press: { taskId: 't', code: 'rc' } });
  });
  test('外部实体不展开', () => {
    expect(() =>
      readAppMessage(`<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${xml('')}`),
    ).toThrow();
  });
});
