import { actionsIn } from './commands.ts';
import { answerIn } from './confirmations.ts';
import { noDayOfStep, wordsTo } from './office-talk.ts';
import { type IntentRule, isOfficial, type Utterance } from './rule.ts';

/** What is said of a registration that is wrong: 登错了, 受理早了, 日期应该是20号. */
const wrong =
  /(?:登记?|搞|弄|记|点|按|办)错|误(?:登|点|操作)|(?:登记?|受理|办结|收件|报)早了|日期[^,，。]{0,4}(?:[写发报]错|不对|有误)|日期(?:应该?|要|得)?(?:是|为|改)|^(?:不对|错了|不是){1,3}[\s,，]/;
/** What is wanted of it: 改回办理中, 撤销办结, 更正：没有办结. */
const undone =
  /改回|恢复(?:成|为|到)?办理|更正|(?:撤销|撤回|取消)(?:这?[条个]?(?:办结|受理|登记|补正|收件|退件)|P\d)|(?:办结|受理|登记|补正|收件|退件)[^,，。]{0,6}(?:撤(?:回|销|掉|了)|取消)/i;
/** It is a registration of a filing, and nobody's answer. */
const ofStep =
  /办结|受理|登[错早]|登记(?![表证卡簿])|补正|收件|退件|计时|办理中|日期|评审|P\d|延[长期]|[出发]证|还没发|批复/i;
const ofAnswer = /答案|答[复得]|回答|机器人|你说|政策|规定|清单|条款|企业(?:把|自己)|材料|图纸|表格|[?？]$/;

/** 3登错了, 9号件…; 应该是20号 gives a day. */
const listedNumber = new RegExp(`^[^\\d是为成]{0,6}?(\\d{1,3})${noDayOfStep}号?件?(?![\\d日月个天点楼期])`);

const corrects = ({ text, role }: Utterance): boolean =>
  isOfficial(role) &&
  ofStep.test(text) &&
  (wrong.test(text) || undone.test(text)) &&
  !ofAnswer.test(text) &&
  !wordsTo(text)?.some(({ action }) => action === 'transfer') &&
  !actionsIn(text);

/** What was registered of a filing is wrong: a reversal is proposed, never done. */
export const corrections: IntentRule[] = [
  {
    kind: 'correct_filing',
    means: '说已经登记的受理、补正、办结等登错了，要改回或改日期',
    recognise(said) {
      // Right after the bot's question it is the step asked about that is wrong.
      if (!corrects(said) || answerIn(said)) return undefined;
      const proposal = /P\d{1,9}/i.exec(said.text)?.[0].toUpperCase();
      const [listed, serial] = listedNumber.exec(said.text) ?? [];
      return {
        addressed: said.addressed,
        text: said.text.slice(serial && !proposal ? listed?.length : 0),
        ...(proposal ? { proposal } : serial ? { serial: Number(serial) } : {}),
      };
    },
  },
];
