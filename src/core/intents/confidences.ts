import { alarms } from './alarms.ts';
import { anyOf } from './words.ts';

/**
 * What reaches nobody but the head of the service centre: 廉政线索, a complaint about the specialist, and what goes with
 * them: the plea to keep a name back, and how such a complaint is made.
 */
export type Confidence = 'integrity' | 'specialist' | 'secrecy' | 'how';

const wrongs =
  '不(?:理|搭理|接|回|管|耐烦|负责|上心|作为|见人|干事)|(?:联系|找|打)不[上到通着]|找不到人|态度[^,，。;；好]{0,3}(?:差|不好|恶劣|蛮横|凶|冷|一般|不行)|拖(?:着|拉|了|延|来拖去)|爱理不理|投诉|举报|推[诿脱三来]|骂|凶|敷衍|应付|摆架子|甩脸|装[死聋]|糊弄|不见人影';
/** Asked through the specialist is not complained about: 请专员催一下规划，拖着不理. */
const aboutSpecialist = anyOf(
  `(?<!找|请|麻烦|让|和|跟|给|问|叫|托|由|等)(?:帮办)?专员(?!.{0,6}(?:帮|催|反映|协调|陪)|说)[^,，。;；]{0,8}(?:${wrongs})`,
  '(?:投诉|举报)[^,，。;；]{0,8}专员',
);
const wantsOther = anyOf(
  '(?:想|要|给|能|可以|申请|请|帮).{0,6}换.{0,5}专员|(?:想|要|给|能|可以|申请|请|帮).{0,6}专员.{0,4}换|^换(?:个|一个|位|一位|掉).{0,5}专员',
);
const secrecy = anyOf(
  '(?:别|不要|莫|勿|不能|不想)[^,，。;；]{0,8}(?:知道|晓得|说|讲|透露|告诉)[^,，。;；]{0,8}(?:是|就是)(?:我|俺|咱)(?:们)?(?:说|讲|报|反映|举报|投诉|提)?',
  '(?:别|不要|莫|勿)(?:跟|和|对|给)?.{0,6}(?:说|讲|透露|暴露|泄露)(?:出去|(?:是)?(?:我|俺)(?:们)?(?:说|讲|报|反映|举报|的名))',
  '(?:帮|替|给|为|请|要|务必|一定)(?:我们?|俺们?)?保(?:个)?密(?!审|资|协|工程|局)|匿名(?!评)',
);
const how = /(?:怎么|咋|如何|哪里|哪儿|上哪|去哪|找谁|向谁|跟谁|可以|能不能|能)[^,，。;；]{0,6}(?:投诉|举报)/;

/** What of it a text says; the plea and the question only where nothing is told. */
export function confidenceIn(text: string): Confidence | undefined {
  if (alarms.integrity(text)) return 'integrity';
  if (how.test(text) && /专员/.test(text)) return 'how';
  if (aboutSpecialist.test(text) || wantsOther.test(text)) return 'specialist';
  return secrecy.test(text) ? 'secrecy' : undefined;
}
