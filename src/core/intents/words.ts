/** A class of words, written as people list them: separated by blanks, each a piece of a pattern. */
export const oneOf = (words: string): string => `(?:${words.trim().split(/\s+/).join('|')})`;

/** A pattern that holds when one of its pieces does. */
export const anyOf = (...pieces: string[]): RegExp => new RegExp(pieces.join('|'), 'i');

/** 什么, 哪些 and their kin. */
export const what = oneOf('什么 啥子 啥 哪些 哪几[样份种个] 几[样份套] 多少份');
/** 谁, 哪个部门. */
export const who = oneOf('谁 哪[个家位里儿边] 哪(?=负责|管) 什么人 啥人 哪些?(?:部门|单位|局)');
/** 什么时候. */
export const when = oneOf('什么时候 啥时候 啥时 何时 几时 哪天 多会儿 几号');
/** How long; 好几天, 等了几天 and 几天了 tell, they do not ask. */
export const howLong =
  '(?<![好过这前那了拖])(?:多久|多长时间|好长时间|好久(?!没|不|了)|几(?:个)?(?:天|日|周|月|工作日|礼拜|星期)(?!了|前)|多少(?:个)?(?:天|日子?|工作日|时间|月)|多快)';

/** Where a clause ends, particles included. */
export const clauseEnd = '(?:[呀啊呢哦嘛吧咯噻哈]|都)*\\s*(?:$|[，,。.？?！!；;、\\s])';

/** Papers that are handed in. */
export const papers = oneOf(
  '材料 资料 东西 证件 证明 文件 附件 原件 复印件 表格 申请表 申请书 图纸 清单 目录 样表 模板 样本 范本 cl',
);

/** What befalls a filing on its way; with 了 it is asked about or announced. */
export const stepDone = oneOf(
  `批下来 批复 批准 批 下来 出来 出证 出件 出 通过 过会 过 办好 办完 办结 办妥 办 弄好 弄完 弄 搞定 搞好 审完 审过 审好 审
   受理 收件 立案 签完?字? 签好 盖章 盖好 盖 拿到 到手 公示完 公示 期?满 结束 完成 核发 制证 发证 发 答复 回复 回话
   报上去 报到\\S{0,2} 排上 约上 约好 送 接通 通 装好 装 开 好 完 解决 定`,
);
