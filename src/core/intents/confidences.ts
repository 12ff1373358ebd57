import { alarms } from './alarms.ts';
import { takesBack } from './take-backs.ts';
import { anyOf, oneOf } from './words.ts';

/**
 * What reaches nobody but the head of the service centre: 廉政线索, a complaint about a person, the specialist or
 * somebody of an office, and what goes with them: the plea to keep a name back, and how such a complaint is made.
 */
export type Confidence = 'integrity' | 'specialist' | 'person' | 'secrecy' | 'how';

const wrongs =
  '不(?:理|搭理|接|回|管|耐烦|负责|上心|作为|见人|干事)|(?:联系|找|打)不[上到通着]|找不到人|态度[^,，。;；好]{0,3}(?:差|不好|恶劣|蛮横|凶|冷|一般|不行)|拖(?:着|拉|了|延|来拖去)|爱理不理|投诉|举报|推[诿脱三来]|骂|凶|敷衍|应付|摆架子|甩脸|装[死聋]|糊弄|不见人影';
/** Asked through the specialist is not complained about: 请专员催一下规划，拖着不理. */
const aboutSpecialist = anyOf(
  `(?<!找|请|麻烦|让|和|跟|给|问|叫|托|由|等)(?:帮办)?专员(?!.{0,6}(?:帮|催|反映|协调|陪)|说)[^,，。;；]{0,8}(?:${wrongs})`,
  '(?:投诉|举报)[^,，。;；]{0,8}专员',
);
/** Somebody of an office, where the office itself is no person: 投诉住建局 is about the matter. */
const clerk =
  '(?:经办(?!手续)|办事员|办事的|办事人员|工作人员|科员|审批员|受理员|审核员|联络员|窗口(?:的|上)?(?:人|小伙|姑娘|大姐|那个|那位|男的|女的)|[科股所站局]长|接电话的|对接的人|小伙子?|姑娘|那个(?:男|女)的|(?:图审|审图|评审|窗口)的?老师)';
/** How a person behaves; that nobody answers the phone is the matter's. */
const manner = oneOf(
  '态度[^,，。;；好]{0,4}(?:差(?!不多)|不好|恶劣|蛮横|凶|冷|不行|有问题|傲) 骂[人我了] 凶[我人得巴] 吼[我人了] 训[我人了] 甩脸 爱理不理 [对冲朝][我俺咱]们?(?:吼|嚷|凶|大喊) 不耐烦 摆架子 摆脸 刁难 阴阳怪气 翻白眼 拍桌子 挂(?:了)?我(?:们)?(?:的)?电话 侮辱 说话难听 冷嘲热讽',
);
const aboutClerk = anyOf(
  `${clerk}[^。;；]{0,16}${manner}|${manner}[^。;；]{0,10}${clerk}`,
  `(?:投诉|举报)(?!单|件|电话|渠道)[^,，。;；]{0,10}${clerk}`,
);
const wantsOther = anyOf(
  '(?:想|要|给|能|可以|申请|请|帮).{0,6}换.{0,5}专员|(?:想|要|给|能|可以|申请|请|帮).{0,6}专员.{0,4}换|^换(?:个|一个|位|一位|掉).{0,5}专员',
);
const secrecy = anyOf(
  '(?:别|不要|莫|勿|不能|不想)[^,，。;；]{0,8}(?:知道|晓得|说|讲|透露|告诉)[^,，。;；]{0,8}(?:是|就是)(?:我|俺|咱)(?:们)?(?:说|讲|报|反映|举报|投诉|提)?',
  '(?:别|不要|莫|勿)(?:跟|和|对|给)?.{0,6}(?:说|讲|透露|暴露|泄露)(?:出去|(?:是)?(?:我|俺)(?:们)?(?:说|讲|报|反映|举报|的名))',
  '(?:别|(?<!要)不要|莫|勿|不想)(?:写|留|提|署|报|记|登|露)[^,，。;；]{0,4}(?:我|俺|咱|公司|单位|真)[^,，。;；]{0,4}(?:名|单位|公司|谁)',
  '(?:帮|替|给|为|请|要|务必|一定)(?:我们?|俺们?)?保(?:个)?密(?!审|资|协|工程|局)|匿名(?!评)',
);
const how = /(?:怎么|咋|如何|哪里|哪儿|上哪|去哪|找谁|向谁|跟谁|可以|能不能|能)[^,，。;；]{0,6}(?:投诉|举报)/;

/** 别往局里发, 不要转给他们: a matter told is not to reach the office it would go to. */
export const keepsFromOffice = (text: string): boolean =>
  /(?:别|(?<!要)不要|莫|勿|甭)(?:再)?(?:往|给|让|转|发|派|捅)[^,，。;；]{0,8}(?:局|部门|上面|中心|岗|科)(?![长员技学])/.test(
    text,
  );
/** The plea itself, whatever else is told with it. */
export const pleadsSecrecy = (text: string): boolean => secrecy.test(text) || keepsFromOffice(text);

/** 非找某某公司做, 环评公司是开发区指定的: where business is steered to; with a plea to keep it quiet nobody else hears. */
const steers = anyOf(
  '(?:非(?:要|让|得)?|必须|只能|一定要|点名)(?:让|叫|要)?(?:我们?|俺们?|咱们?)?[找用请][^,，。;；]{0,12}(?:公司|中介|机构|单位|院|[一这那]家)',
  '(?:公司|中介|机构|单位|院)[^,，。;；]{0,12}指定的?',
);
const quietly =
  /(?:别|不要|莫|勿)[^,，。;；]{0,6}(?:说|讲|提|告诉|传|往群|往外)|单独(?:跟|和|给)?[你您]们?(?:说|讲)|保密|私下|私底下|反映个?事/;

/** What of it a text says; the plea and the question only where nothing is told. */
export function confidenceIn(text: string): Confidence | undefined {
  if (alarms.integrity(text) || (steers.test(text) && quietly.test(text))) return 'integrity';
  if (takesBack(text)) return undefined;
  if (how.test(text) && /专员/.test(text)) return 'how';
  if (aboutSpecialist.test(text) || wantsOther.test(text)) return 'specialist';
  if (aboutClerk.test(text)) return 'person';
  return pleadsSecrecy(text) ? 'secrecy' : undefined;
}

/** Whether somebody was told something that is for one person alone, or a list says that there is such a matter. */
export const isConfided = (text: string): boolean =>
  confidenceIn(text) !== undefined || text.includes('专人受理');
