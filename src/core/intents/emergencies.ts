import { anyOf, oneOf } from './words.ts';

/** 险情: what people must get away from before anything is written down. */
export type Emergency = 'gas' | 'fire' | 'electric' | 'collapse' | 'injury';

const gas = oneOf('燃气 天然气 煤气 液化气 气管');
const gasOut = oneOf(
  '漏(?!了?(?:[一二两三几\\d]+[份项张页样]|[材填项]|[报交](?!警))) 泄 味 嘶 喷 冒 爆 破了 碰破 挖[断破穿爆] [打钻压戳碰]断 (?<!中)断了',
);

const standing = oneOf('架 墙 塔吊 吊车 围挡 [模支]板 支架 支撑 杆');
/** 围挡边倒了垃圾 is poured out, not fallen. */
const fell = '倒(?:了|下)(?!一?[些堆车桶]?(?:建筑)?(?:垃圾|渣土|[污废脏]水))';

/** The words of each, the one to be obeyed first in front. */
const signs: [Emergency, RegExp][] = [
  ['gas', anyOf(`${gas}.{0,12}${gasOut}`, `挖[断破穿爆].{0,6}${gas}`)],
  [
    'fire',
    anyOf(
      '(?<![要快得像])(?:[着起失]火|烧起来|烧着了)|(?<![价播])大火(?!锅|爆)|浓烟|冒[黑浓大]烟|(?<!管)爆炸|救火',
    ),
  ],
  ['electric', anyOf('触电|电[到着倒]了?人|被电[到了]|电线.{0,6}(?:断|掉|垂).{0,10}(?:人|地|路)')],
  [
    'collapse',
    anyOf(`塌方|坍塌|垮塌|倒塌|滑坡|塌[了下]|垮[了下]|${standing}.{0,4}${fell}|楼房?[快要都全]?${fell}`),
  ],
  [
    'injury',
    anyOf(
      '受了?[重轻]?伤|伤了?人|[人工]伤了|重伤|摔[下伤断]|坠[落楼]|人.{0,12}掉下|从(?!系统|平台|网|名单|清单|台账|列表|库里).{0,12}掉下',
      '砸[到伤中了]{1,2}.{0,8}(?:人|头|脚|腿|手|工)|(?:人|工友).{0,6}被?[埋困压]|[我他她俺]们?都?被埋|师傅.{0,4}被埋|(?:^|[,，。!！\\s])被埋了?(?:$|[,，。!！\\s])|被埋了?[一两二三四五几好\\d]+[个名]|埋了人|溺水|中毒|[熏晕昏]倒|昏迷|出人命|死了人|救人',
    ),
  ],
];

/** Written about, planned for, past: 滑坡治理方案要不要审, 去年有人受伤. */
const elsewhere =
  /方案|标准|测试|治理|防治|评估|预案|演练|培训|宣传|资质|备案|审批|许可|规定|间距|保险|工伤认定|去年|前年|上个?月|上周|前几天|(?:万一|如果|假如|要是)|怎么赔|赔多少|已(?:经)?(?:修好|处理|控制|扑灭|灭了|排除|恢复)|虚惊|险情排除|没(?:有)?(?:人)?(?:受伤|伤亡|危险)/;

/** What a text cries for help about, if it does. */
export const emergencyIn = (text: string): Emergency | undefined =>
  elsewhere.test(text) ? undefined : signs.find(([, words]) => words.test(text))?.[0];

/** By the clock, not by office hours: nobody waits for the morning with such a case. */
export const ACCEPT_MS = 30 * 60_000;
