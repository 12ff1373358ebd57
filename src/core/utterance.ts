const MOST_CHARACTERS = 10_000;

/**
 * Text as a person would have read it: invisible and directional characters, tags, lone surrogates and NUL
 * removed, full-width letters and digits made plain, floods cut. Chinese punctuation stays as typed.
 */
export function tidy(raw: string): string {
  return raw
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .replaceAll('\uFFFD', '')
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF0B\uFF20]/g, (wide) => wide.normalize('NFKC'))
    .replace(/\p{Cf}|\p{Co}|\p{Variation_Selector}|(?![\n\t])\p{Cc}/gu, '')
    .trim();
}

/** The text with compatibility forms made plain, for rules; Chinese punctuation stays as typed. */
export const normalise = (raw: string): string =>
  tidy(raw)
    .replace(/[^，；：？！（）～]+/g, (run) => run.normalize('NFKC'))
    .slice(0, MOST_CHARACTERS)
    .toWellFormed();

/** ISO 7064 MOD 11-2, GB 11643. */
function isIdCard(digits: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase();
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** 统一社会信用代码, GB 32100. */
function isCreditCode(code: string): boolean {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const values = [...code.toUpperCase()].map((character) => alphabet.indexOf(character));
  if (values.includes(-1)) return false;
  const sum = weights.reduce((total, weight, i) => total + weight * (values[i] ?? 0), 0);
  return (31 - (sum % 31)) % 31 === values[17];
}

/**
 * Personal numbers become marks before anything is stored or read: mobiles, identity cards, bank cards, credit
 * codes, e-mail. Case numbers, project codes, amounts, areas and 文号 stay.
 */
export function maskPersonal(text: string): string {
  return text
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '[邮箱]')
    .replace(
      /(?<![0-9A-Za-z-])[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}(?![0-9A-Za-z])/gi,
      (code) =>
        isCreditCode(code) ? '[信用代码]' : isIdCard(code) && /^\d{17}[\dX]$/i.test(code) ? '[证件]' : code,
    )
    .replace(/(?<![\d-])\d(?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])/g, (digits) =>
      isIdCard(digits.replace(/[ -]/g, '')) ? '[证件]' : digits,
    )
    .replace(/(?<![\d.])\d(?:[ -]?\d){15,18}(?![\d.])/g, (card) =>
      passesLuhn(card.replace(/\D/g, '')) ? '[银行卡]' : card,
    )
    .replace(/(?<![\d.A-Za-z])(?:\+?86[ -]?)?1[ -]?[3-9](?:[ -]?\d){9}(?![\d万元㎡])/g, '[电话]')
    .replace(/(?<![\d.A-Za-z])1[3-9]\d([.·])\d{4}\1\d{4}(?!\d)/g, '[电话]')
    .replace(/[一幺][三四五六七八九][〇零一幺二三四五六七八九]{9}/g, '[电话]');
}

/** Words of speech that carry nothing. */
const fillers =
  /(?:嗯+|呃+|啊+(?=[,，]|$)|那个(?=[嗯呃,，我]|$)|就是说|就是(?=我们|那个)|哈(?=就是|[,，])|喂|请问(?:一下)?|麻烦(?:问下|您)?|想问(?:一)?下|我想问(?:一)?下)/g;

/** What people call it who do not choose it from the list. */
const nicknames = /@(?:帮办|小助手|机器人)(?=[\s,，:：。!！?？]|$)/g;
/** A text without the bot's name or nicknames. */
export const withoutCall = (text: string, botName: string): string =>
  text.replaceAll(`@${botName}`, ' ').replace(nicknames, ' ');

/** Whether a text calls the bot, by its name or a nickname. */
export const callsBot = (text: string, botName: string): boolean => withoutCall(text, botName) !== text;

/** The text as rules read it: bot's name and fillers gone, the county's spellings applied. */
export function plain(text: string, botName: string, spellings: Record<string, string>): string {
  const called = withoutCall(text, botName);
  // 嗯 and nothing else is an answer.
  let read = called.replace(fillers, '') || called;
  for (const [wrong, right] of Object.entries(spellings)) {
    read = /^[a-z]+$/.test(wrong)
      ? read.replace(new RegExp(`(?<![A-Za-z])${wrong}(?![A-Za-z])`, 'gi'), right)
      : read.replaceAll(wrong, right);
  }
  return read.replace(/[ \t]+/g, ' ').trim();
}

/** More than a person asks at once: a flood. */
const MOST_PARTS = 12;

const numeral = String.raw`(?:^|[\s:：;；。,，])(?:\d{1,2}|[一二三四五六七八九])`;
const mark = '(?:[、.．)）]|是[,，:：]?)';
const marked = new RegExp(`${numeral}${mark}(?=[^\\d])`);
/** 两个问题，一水表啥时装，二水费多少: who says how many counts without a mark. */
const announced = /[两俩三四几][个件样]?(?:问题|事)/;
const counted = new RegExp(`${numeral}${mark}?(?=[^\\d个件样天])`);

/** 两个事，一个是…，另一个是…. */
const oneByOne =
  /(?:^|[,，。;；:：\s])(?:(?:另外?|还有)?一(?:个|件|样)|第[一二三四五](?:个|件)?|[一二三四]来?)(?:事)?(?:就?是)/;

/** The several things one message asks: numbered, or set apart by 另外, 还有, a semicolon or a new line. */
export function splitAsks(text: string): string[] {
  const told = announced.test(text);
  const inWords = told ? text.split(oneByOne) : [];
  const numbered = inWords.length > 2 ? inWords : text.split(told ? counted : marked);
  const parts =
    numbered.length > 2
      ? numbered.slice(numbered[0]?.length ? 1 : 0)
      : text.split(/[;；\n]|(?:^|[,，。？?])\s*(?:另外|还有(?:个事|一个|就是)?|顺便问下|再问下)[,，:：]?/);
  return parts
    .map((part) => part.trim())
    .filter((part) => part.length > 1)
    .slice(0, MOST_PARTS);
}

/** Share of two-character pieces that two texts have in common (Dice), 0 to 1. */
export function alike(one: string, other: string): number {
  const pieces = (text: string) => {
    const letters = [...text.replace(/[^\p{L}\p{N}]/gu, '')];
    return new Set(letters.slice(1).map((letter, n) => `${letters[n]}${letter}`));
  };
  const [a, b] = [pieces(one), pieces(other)];
  const common = [...a].filter((piece) => b.has(piece)).length;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

/** 还有厂门口那条路老堵: begins another matter; 还有没有人管 goes on about the last. */
export const opensAnother = (text: string): boolean =>
  /^(?:还有|另外|再一个|再就是|还一个)(?![没多几谁什啥哪])(?=.{6})/.test(text);

/** Somebody's words inside a prompt: they cannot end their quotation nor begin a line of it. */
export const quoted = (words: string): string => `「${words.replaceAll('」', '”').replace(/\s+/g, ' ')}」`;
