const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** 三十二 -> 32; digits stay; anything else counts as 0. */
export function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const unit = units[character];
    if (unit) {
      total += (digit || 1) * unit;
      digit = 0;
    } else digit = digits[character] ?? 0;
  }
  return total + digit;
}

/** 7 -> 七, 20 -> 二十, 45 -> 四十五; below 100. */
export function chineseNumber(n: number): string {
  const names = '零一二三四五六七八九';
  if (n < 10) return names.charAt(n);
  const tens = Math.floor(n / 10);
  return `${tens > 1 ? names.charAt(tens) : ''}十${n % 10 ? names.charAt(n % 10) : ''}`;
}

/** Every number of a text, Chinese or Arabic, with the unit behind it; by value 十五日 and 15日 are one. */
export function figuresOf(text: string): { written: string; value: string }[] {
  const found = text.matchAll(
    /(\d+(?:\.\d+)?|[零〇一二三四五六七八九十百千两]+)\s*(个?工作日|个月|日|天|年|月|小时|元|万元|％|%|倍|平方米|公顷|亩|米|条|款|项|次)?/g,
  );
  return [...found].flatMap(([written, number = '', unit = '']) => {
    // A lone 一 is a word more often than a number.
    if (unit === '' && !/^\d/.test(number)) return [];
    const count = /^\d/.test(number) ? Number(number) : numberOf(number);
    return [{ written, value: `${count}${unit.replace(/^个/, '').replace('天', '日')}` }];
  });
}
