import { shortTitle } from '../../core/frequent.ts';
import * as shapes from './shapes.ts';
import { type Mistake, mistakeAt, readSheet } from './sheet.ts';

/** A policy file as far as the county's numbers rest on it. */
export interface Paper {
  file: string;
  id: string;
  title: string;
  inForce: boolean;
  supersededBy?: string | undefined;
  text: string;
}

/** Reads the front matter of a policy file; undefined when it has none that can be used. */
export function readPaper(file: string, text: string, mistakes: Mistake[]): Paper | undefined {
  const front = text.match(/^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\r?\n/);
  if (!front) {
    mistakes.push(mistakeAt(file, 1, '没有文件头', '请在开头写 ---、id、title、effectiveFrom、---'));
    return undefined;
  }
  // The fence stands on line 1, so a leading newline keeps the lines as the editor shows them.
  const sheet = readSheet(file, `\n${front[1]}`, shapes.policyFront, mistakes);
  if (!sheet) return undefined;
  const { id, title, repealedOn, supersededBy } = sheet.value;
  const inForce = repealedOn === undefined && supersededBy === undefined;
  return { file, id, title, inForce, supersededBy, text: text.slice(front[0].length) };
}

/** Ids must differ, and what replaces a paper must be there. */
export function checkPapers(papers: Paper[]): Mistake[] {
  return papers.flatMap((paper, n) => {
    const twin = papers.slice(0, n).find((other) => other.id === paper.id);
    const successor = paper.supersededBy;
    return [
      ...(twin ? [mistakeAt(paper.file, 2, `编号 ${paper.id} 和 ${twin.file} 重复`, '请在文件头改 id')] : []),
      ...(successor !== undefined && !papers.some((other) => other.id === successor)
        ? [mistakeAt(paper.file, 2, `取代它的文件 ${successor} 不存在`, '请补上那个文件，或改 supersededBy')]
        : []),
    ];
  });
}

/** What a basis like 《清禾县审批事项清单》第三部分第5项 says of a number of days. */
export type Standing = 'stands' | 'differs' | 'no such place' | 'no such paper';

/**
 * Looks a number up in the paper it is said to come from; a repealed paper is used only where no other has the title.
 */
export function standing(basis: string, days: number, papers: Paper[]): Standing {
  let best: Standing = 'no such paper';
  for (const [, title = '', place = ''] of basis.matchAll(/《([^》]+)》([^《；;]*)/g)) {
    const titled = papers.filter((paper) => paper.title === title || paper.title.startsWith(`${title}（`));
    const current = titled.filter((paper) => paper.inForce);
    for (const paper of current.length > 0 ? current : titled) {
      const passage = passageOf(paper.text, place);
      if (passage === undefined) best = 'no such place';
      else if (says(passage, days)) return 'stands';
      else best = 'differs';
    }
  }
  return best;
}

/** Whether a clause holds some words. */
export function holding(title: string, place: string, words: string, papers: Paper[]): Standing {
  const called = papers.filter((paper) => shortTitle(paper.title) === title);
  if (called.length === 0) return 'no such paper';
  if (!/^(?:第[^第]+部分)?第[^第]+?[条项]$|^第[^第]+章$/.test(place)) return 'no such place';
  const passages = called.map((paper) => passageOf(paper.text, place));
  if (passages.some((passage) => passage?.includes(words))) return 'stands';
  return passages.some((passage) => passage !== undefined) ? 'differs' : 'no such place';
}

/** 即办 is a clock of one day. */
const says = (passage: string, days: number) =>
  new RegExp(`(?<![\\d.])${days} ?个?(?:工作)?日`).test(passage) ||
  (days === 1 && /即办|当场办结/.test(passage));

/** The text of 第三部分第5项 or 第六条; without a place the whole paper. */
function passageOf(text: string, place: string): string | undefined {
  const part = place.match(/第[^第]+(?:部分|章)/)?.[0];
  const leaf = place.match(/第[^第、，]+?[条项]/)?.[0];
  const blocks = text.split(/^(?=#{1,6} )/m);
  const inPart =
    part === undefined ? blocks : blocks.filter((block) => block.replace(/^#+ /, '').startsWith(part));
  if (leaf === undefined) return inPart.length > 0 ? inPart.join('\n') : undefined;
  // 第三条规定的 at the head of a line only points to another place.
  const leaves = inPart.flatMap((block) =>
    block.split(/^(?=第[^\s第]+?[条项](?!第|至|和|或|规定|所|的|中|款|项|[、，以]))/m),
  );
  return leaves.find((one) => one.startsWith(leaf));
}
