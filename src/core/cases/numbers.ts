/** 2号规划的那个, 2 现在在谁那: a line that begins with a number; no day (2号前), no place (2号楼), no amount (2万吨). */
const leading = new RegExp(
  '^\\s*(\\d{1,6})(?:号(?![楼窗地线厂车门院路库桩文令公基塔之以前后能可要截开上下早晚中就必得交报受来去])(?!到(?![哪谁第什]))(?!\\s*$)|' +
    '号?[\\s,，:：]*(?=谁|(?:现在|还)?在谁|到(?:哪|谁|什么)|[怎咋]么?(?:样|了|还|没)|什么情况|啥情况|(?:办|接|答|回)[\\u4e00-\\u9fa5]?(?:了|没)|(?:还|有)?没|有异议))',
);

/** `QH-2026-000012`, or `12号件`, `12号会商`, `#12`, or a line that begins with the number of a case. */
export function caseNumbersIn(text: string): string[] {
  const full = text.match(/[A-Z]{2,6}-\d{4}-\d{6}/gi) ?? [];
  const marked = text.matchAll(
    /#(\d{1,6})\b|(?<![\d.])(\d{1,6})号?件?(?=(?:还|还是|也|又|都|根本|压根)?没(?:有|给)?解决)|(?<!\d)(\d{1,6})号(?=是(?:啥|什么|哪))|(\d{1,6})号(?:件|(?=的?(?:联席|会商|协调会|碰头会|会议|会(?=[改推取定开]))))/g,
  );
  const short = [...marked].map((match) => match.slice(1).find((number) => number !== undefined) ?? '');
  const [, first] = leading.exec(text) ?? [];
  if (first !== undefined && !short.includes(first)) short.unshift(first);
  return [...full.map((number) => number.toUpperCase()), ...short].filter((number) => !/XM/.test(number));
}
