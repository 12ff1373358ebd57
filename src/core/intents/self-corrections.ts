import { clausesOf } from '../filings/gaps.ts';

/** 刚才说错了, 那条发错了, 我问的是渣土: of one's own words; 你说错了 is of the bot's, 名字写错了 of a paper. */
const ofOneself =
  /(?:^|[,，。;；!！\s])(?:不对|哦|啊|哎|不好意思|抱歉|对不起)?(?:我|俺|咱)?们?(?:刚才?|刚刚|上面|上一?[条句]|前面)?(?:那|这|上)?(?:一)?(?:条|句|个)?(?:我|俺)?(?:说|打|发|写|问|讲|填)错(?:了|啦|咯|喽|$)|(?:我|俺|咱)们?(?:刚才|刚)?(?:想)?(?:问|说|指|讲)的(?:是|不是)/;
const ofTheBot = /(?:你|您|机器人|小助手|答案|答复|回复|回答|上面)[^,，。;；]{0,8}(?:错|不对|不准|有误)/;
/** 不是问进度，是问要我怎么改. */
const notThat = '(?:我|俺|咱)?们?不是(?:要|想)?(?:催|(?:问|说|查)(?!你|您))[^,，。;；!！?？\\s]{1,12}';
const asksOther = new RegExp(`^${notThat}[,，\\s]*(?:我|俺|咱)?们?(?:就)?是(?:要|想)?(?:问|说|催)`);
/** Clauses that only announce it. */
const opening =
  /^(?:我|俺|咱)?们?不是(?:要|想)?(?:问|说|查|催)(?!.{0,14}是(?:问|说|催))|^(?:不对|不是|哦|噢|啊|哎|呀|抱歉|不好意思|对不起|更正|等等|等下)+$|(?:说|打|发|写|问|讲|填)错(?:了|啦|咯|喽|$)/;

/** What somebody says in place of their own earlier words: empty when they only take those back. */
export function selfCorrection(text: string): string | undefined {
  if (!(ofOneself.test(text) || asksOther.test(text)) || ofTheBot.test(text)) return undefined;
  return clausesOf(text)
    .filter((clause) => !opening.test(clause))
    .join('，')
    .replace(/(?:我|俺|咱)们?(?:刚才|刚)?(?:想)?(?:问|说|指|讲)的(?:不是[^,，]{1,12}[,，]?)?(?:是)?/g, '')
    .replace(/[,，]?(?:而)?不是[^,，]{1,12}$/, '')
    .replace(/^(?:应该|就)?是(?:(?:要|想)?(?:问|说))?/, '');
}
