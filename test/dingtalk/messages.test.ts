import { describe, expect, test } from 'vitest';
import { readClick, readRobot, trackIdOf } from '../../src/chat/dingtalk/messages.ts';

const base = {
  msgId: 'm1',
  conversationId: 'cid1==',
  conversationType: '2',
  senderId: '$:u1',
  senderUnionId: 'uni1',
  senderStaffId: 'staff1',
  chatbotUserId: '$:bot',
  robotCode: 'r1',
  atUsers: [{ dingtalkId: '$:bot' }, { dingtalkId: '$:x', staffId: 'liu' }],
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s',
  sessionWebhookExpiredTime: '1795230000000',
};
const text = (content: string) => ({ msgtype: 'text', text: { content } });
const heard = (data: unknown) => {
  const event = readRobot(data);
  return event.kind === 'message' ? event.heard : event;
};

test('群里的文字：去掉前面的空格，@到的别人在 mentions 里，会话地址和期限', () => {
  expect(readRobot({ ...base, ...text(' 施工许可证几天') })).toMatchObject({
    kind: 'message',
    heard: { text: '施工许可证几天', group: 'cid1==', account: 'staff1', messageId: 'm1', mentions: ['liu'] },
    session: { until: 1_795_230_000_000, staff: 'staff1' },
  });
});

test.each([
  ['单聊没有群', { ...base, conversationType: '1', ...text('好') }, { text: '好' }],
  ['类型是数字', { ...base, conversationType: 2, ...text('好') }, { group: 'cid1==' }],
  [
    '语音转文字',
    { ...base, msgtype: 'audio', content: { recognition: '工规证几天' } },
    { text: '工规证几天' },
  ],
  ['图片', { ...base, msgtype: 'picture', content: { downloadCode: 'x' } }, { text: '[图片]' }],
  ['文件', { ...base, msgtype: 'file', content: { fileName: 'a.pdf' } }, { text: '[文件]' }],
  [
    '富文本',
    { ...base, msgtype: 'richText', content: { richText: [{ text: '材料补好了' }, { type: 'picture' }] } },
    { text: '材料补好了 [图片]' },
  ],
  [
    '引用（内容在里层）',
    {
      ...base,
      msgtype: 'text',
      text: { content: '催', repliedMsg: { content: { text: 'QH-2026-000001' } } },
    },
    { quote: 'QH-2026-000001' },
  ],
  [
    '引用（内容是字）',
    { ...base, msgtype: 'text', text: { content: '催', repliedMsg: { content: 'QH-2026-000002' } } },
    { quote: 'QH-2026-000002' },
  ],
  [
    '没有成员号，用 union 号，打上记号',
    { ...base, senderStaffId: '', ...text('x') },
    { account: 'union:uni1' },
  ],
  [
    '两样都没有，用发送号，打上记号',
    { ...base, senderStaffId: undefined, senderUnionId: undefined, ...text('x') },
    { account: 'sender:$:u1' },
  ],
])('%s', (_name, data, expected) => {
  expect(heard(data)).toMatchObject(expected);
});

test.each([
  ['超量：没有内容', { ...base, errorCode: 20001, errorMessage: '超量' }, 'quota'],
  ['超量：代码是字', { ...base, errCode: '20001' }, 'quota'],
  ['聊天记录', { ...base, msgtype: 'chatRecord', content: {} }, 'ignored'],
  ['没有编号', { ...base, msgId: undefined, ...text('x') }, 'ignored'],
  ['没有人', { ...base, senderId: '', senderUnionId: '', senderStaffId: '', ...text('x') }, 'ignored'],
  ['群没有编号', { ...base, conversationId: undefined, ...text('x') }, 'ignored'],
  ['不是对象', 7, 'ignored'],
])('%s：不当作消息', (_name, data, kind) => {
  expect(readRobot(data).kind).toBe(kind);
});

test('单聊不带群号', () => {
  expect(heard({ ...base, conversationType: '1', ...text('好') })).not.toHaveProperty('group');
});

describe('卡片', () => {
  const trackId = trackIdOf('QH-2026-000012', 3, 'inbox/9/0');
  const click = (params: object) => ({
    outTrackId: trackId,
    userId: 'staff1',
    content: JSON.stringify({ cardPrivateData: { actionIds: ['a'], params } }),
  });
  test('按了什么、哪一件、哪一版', () => {
    expect(trackId).toMatch(/^[\w-]{1,64}$/);
    expect(readClick(click({ action: 'accept' }))).toMatchObject({
      account: 'staff1',
      action: { action: 'accept', case: 'QH-2026-000012', version: 3 },
    });
  });
  test('同一个人按同一个按钮，送几次都是一次', () => {
    expect(readClick(click({ action: 'accept' }))?.messageId).toBe(
      readClick(click({ action: 'accept' }))?.messageId,
    );
  });
  test.each([
    ['别的按钮', click({ action: 'drop table' })],
    ['别人的卡片', { ...click({ action: 'accept' }), outTrackId: 'x' }],
    ['内容不是 JSON', { ...click({ action: 'accept' }), content: '{' }],
    ['空', null],
  ])('%s：不理', (_name, data) => {
    expect(readClick(data)).toBeUndefined();
  });
});
