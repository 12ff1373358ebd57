import { z } from 'zod';
import { type CaseAction, caseActions } from '../../core/model.ts';
import type { Heard } from '../../core/ports.ts';

const words = z.object({ content: z.string().optional() }).loose();
const robot = z
  .object({
    msgId: z.string().min(1).max(200),
    conversationId: z.string().max(300).optional(),
    conversationType: z.coerce.string().optional(),
    msgtype: z.string().optional(),
    senderId: z.string().max(300).optional(),
    senderStaffId: z.string().max(200).optional(),
    senderUnionId: z.string().max(200).optional(),
    senderNick: z.string().max(200).optional(),
    chatbotUserId: z.string().optional(),
    robotCode: z.string().max(200).optional(),
    atUsers: z
      .array(z.object({ dingtalkId: z.string().optional(), staffId: z.string().optional() }).loose())
      .optional(),
    sessionWebhook: z.string().max(2_000).optional(),
    sessionWebhookExpiredTime: z.coerce.number().optional(),
    text: words.extend({ repliedMsg: z.unknown().optional() }).optional(),
    content: z
      .object({
        richText: z
          .array(z.object({ text: z.string().optional(), type: z.string().optional() }).loose())
          .optional(),
        recognition: z.string().optional(),
      })
      .loose()
      .optional(),
  })
  .loose();

/** How an answer may be given where the question was asked. */
export interface Session {
  url: string;
  /** Milliseconds. */
  until: number;
  /** The asker's userid, to be mentioned. */
  staff?: string;
}

/** What a robot callback is; `quota`: the organisation's month is used up and the platform sends no text. */
export type RobotEvent =
  | { kind: 'message'; heard: Omit<Heard, 'replyRef'>; session?: Session }
  | { kind: 'quota' }
  | { kind: 'ignored'; reason: string };

/** Reads the data of a robot callback; never throws. */
export function readRobot(data: unknown): RobotEvent {
  if (isOverQuota(data)) return { kind: 'quota' };
  const read = robot.safeParse(data);
  if (!read.success) return { kind: 'ignored', reason: 'unknown-shape' };
  const one = read.data;
  const account = accountOf(one);
  if (account === undefined) return { kind: 'ignored', reason: 'no-sender' };
  const group = one.conversationType === '2';
  if (group && !one.conversationId) return { kind: 'ignored', reason: 'group-without-id' };
  const text = wordsOf(one);
  if (text === undefined) return { kind: 'ignored', reason: 'no-words' };
  const quote = quoteOf(one.text?.repliedMsg);
  const mentions = (one.atUsers ?? [])
    .filter(({ dingtalkId }) => dingtalkId === undefined || dingtalkId !== one.chatbotUserId)
    .map(({ staffId, dingtalkId }) => staffId || dingtalkId || '');
  const heard = {
    platform: 'dingtalk',
    bot: one.robotCode ?? 'robot',
    messageId: one.msgId,
    account,
    text,
    atBot: true,
    mentions,
    ...(group && one.conversationId ? { group: one.conversationId } : {}),
    ...(quote === undefined ? {} : { quote }),
  };
  const session =
    one.sessionWebhook === undefined
      ? {}
      : {
          session: {
            url: one.sessionWebhook,
            until: one.sessionWebhookExpiredTime ?? 0,
            ...(one.senderStaffId ? { staff: one.senderStaffId } : {}),
          },
        };
  return { kind: 'message', heard, ...session };
}

/**
 * Three levels: a member's userid, else the union id, else the opaque sender id. The lower two carry a mark: only a
 * userid can be entered as somebody's account and act.
 */
function accountOf({ senderStaffId, senderUnionId, senderId }: z.infer<typeof robot>): string | undefined {
  if (senderStaffId) return senderStaffId;
  if (senderUnionId) return `union:${senderUnionId}`;
  return senderId ? `sender:${senderId}` : undefined;
}

/** Text as a person would read it; undefined for what has no words at all. */
function wordsOf({ msgtype, text, content }: z.infer<typeof robot>): string | undefined {
  switch (msgtype) {
    case 'text':
      return text?.content?.trim() ?? '';
    case 'richText':
      return (content?.richText ?? [])
        .map((part) => part.text ?? (part.type === 'picture' ? '[图片]' : ''))
        .join(' ')
        .trim();
    case 'audio':
      return content?.recognition?.trim();
    case 'picture':
      return '[图片]';
    case 'video':
      return '[视频]';
    case 'file':
      return '[文件]';
    default:
      return undefined;
  }
}

/** Seen in newer logs with changing shapes: the first words found inside. */
function quoteOf(replied: unknown, depth = 0): string | undefined {
  if (typeof replied === 'string') return replied.trim() || undefined;
  if (replied === null || typeof replied !== 'object' || depth > 3) return undefined;
  const { content, text } = replied as { content?: unknown; text?: unknown };
  return quoteOf(content, depth + 1) ?? quoteOf(text, depth + 1);
}

function isOverQuota(data: unknown): boolean {
  if (data === null || typeof data !== 'object') return false;
  const { errorCode, errCode, code, errcode, text, content } = data as Record<string, unknown>;
  const codes = [errorCode, errCode, code, errcode].map(String);
  return codes.includes('20001') && text === undefined && content === undefined;
}

const click = z.object({
  outTrackId: z.string().max(200),
  userId: z.string().min(1).max(200),
  spaceId: z.string().optional(),
  content: z.string().optional(),
  value: z.string().optional(),
});
const params = z.object({
  cardPrivateData: z.object({ params: z.object({ action: z.string() }).loose() }).loose(),
});

/** A card's own id: which case in which version, and which message carried it. */
export const trackIdOf = (number: string, version: number, key: string): string =>
  `${number}_${version}_${key}`.replace(/[^0-9A-Za-z_-]/g, '-').slice(0, 64);

/** A pressed button of an interactive card; undefined when it is none of ours. */
export function readClick(data: unknown): Heard | undefined {
  const read = click.safeParse(data);
  if (!read.success) return undefined;
  const { outTrackId, userId, content, value } = read.data;
  const [, number, version] = /^([A-Za-z]+-\d{4}-\d+)_(\d{1,9})_/.exec(outTrackId) ?? [];
  const action = actionIn(content) ?? actionIn(value);
  if (number === undefined || action === undefined) return undefined;
  return {
    platform: 'dingtalk',
    bot: 'card',
    // One person presses one button of one card once, however often it is delivered.
    messageId: `${outTrackId}/${userId}/${action}`,
    account: userId,
    text: '',
    atBot: true,
    action: { action, case: number, version: Number(version), fields: {} },
  };
}

function actionIn(text: string | undefined): CaseAction | undefined {
  try {
    const { action } = params.parse(JSON.parse(text ?? '')).cardPrivateData.params;
    return caseActions.find((one) => one === action);
  } catch {
    return undefined;
  }
}
