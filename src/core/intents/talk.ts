import type { IntentRule, Utterance } from './rule.ts';

const courtesies =
  /^(?:收到|好的?|好嘞|好滴|谢谢(?:您|你|啦|了|大家)?|感谢|多谢|辛苦(?:了|大家|各位)?|早(?:上好|安)?|大家(?:早上|下午|晚上|周末|节日)?好|您好|你好|在吗|嗯+|哦+|ok|1|哈+|知道了|明白了?|了解|行|可以|没问题|周末愉快|大家(?:周末|节日|新年|国庆|中秋)?(?:愉快|快乐)|节日快乐|新年快乐|晚安|下班了?|吃饭了?吗?|欢迎.{0,12}|赞|厉害|👍|👌|🙏|🌹|❤️?|\[[^\]]{1,4}\]|[!！。.,，~～\s])+$/i;
const adverts =
  /出租|转让|求购|出售|二手|低价|优惠价|加微信|私聊|招聘|招工|诚聘|团购|代理记账|贷款.{0,6}(?:找我|秒批|低息)|有需要(?:的)?(?:老板|朋友)|扫码|点击链接|承接.{0,10}工程|厂家直销|批发/;
const notices =
  /@(?:全体成员|所有人)|停水|停电|请(?:大家)?互相转告|各位(?:老板|领导|企业)?.{0,6}(?:注意|请注意)|群公告|温馨提示|天气预警|请(?:各单位|各企业).{0,10}(?:填报|报送|参加|接龙)|接龙/;
const greetingOnly = /^(?:祝|恭喜|恭祝).{0,20}$/;

/** Small talk, advertising, notices, words for others: nothing for the bot. */
export function isTalk(said: Utterance): boolean {
  return isCourtesy(said.text) || isForOthers(said);
}

const isCourtesy = (text: string) => courtesies.test(text.trim()) || greetingOnly.test(text.trim());

function isForOthers(said: Utterance): boolean {
  if (said.addressed) return false;
  return (
    said.mentionsOthers ||
    adverts.test(said.text) ||
    notices.test(said.text) ||
    /^@(?!工建)\S{1,8}\s/.test(said.text)
  );
}

/** What is left unanswered. */
export const talk: IntentRule[] = [
  {
    kind: 'chitchat',
    means: '寒暄、感谢、确认收到',
    recognise: (said) => (isCourtesy(said.text) && !isForOthers(said) ? {} : undefined),
  },
  {
    kind: 'not_for_bot',
    means: '广告、公告、对别人说的话',
    recognise: (said) => (isForOthers(said) ? {} : undefined),
  },
];
