import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import mammoth from 'mammoth';
import { HTMLElement, type Node, NodeType, parse } from 'node-html-parser';
import { extractText, getDocumentProxy } from 'unpdf';

/** Runs in a process of its own, with little memory and little time: documents come from anywhere. */
export interface Extracted {
  text: string;
  /** Stretches that a reader of the document would not see; they are left out. */
  hidden: number;
}

/** What an unpacked Office file may come to. */
const MOST_UNPACKED = 80_000_000;
const MOST_ENTRIES = 2_000;

class Refused extends Error {}

async function fromDocx(bytes: Uint8Array): Promise<Extracted> {
  let unpacked = 0;
  let entries = 0;
  const wanted = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      unpacked += originalSize;
      entries += 1;
      if (name.includes('..') || name.startsWith('/')) throw new Refused('压缩包里有越界的路径');
      if (unpacked > MOST_UNPACKED || entries > MOST_ENTRIES) throw new Refused('解开以后太大，像是压缩炸弹');
      return !name.startsWith('word/media/');
    },
  });
  const document = wanted['word/document.xml'];
  if (!document) throw new Refused('不是 Word 文档');
  let hidden = 0;
  // The library shows runs that Word hides.
  const seen = strFromU8(document).replace(
    /<w:r[ >](?:(?!<\/w:r>)[\s\S])*?<w:vanish\s*\/>[\s\S]*?<\/w:r>/g,
    () => {
      hidden += 1;
      return '';
    },
  );
  const buffer = Buffer.from(zipSync({ ...wanted, 'word/document.xml': strToU8(seen) }));
  const { value } = await mammoth.convertToHtml({ buffer });
  const { text } = fromHtml(value);
  return { text, hidden };
}

const blocks = new Set(
  'P DIV LI TR H1 H2 H3 H4 H5 H6 BR SECTION ARTICLE TABLE UL OL BLOCKQUOTE DT DD HEADER FOOTER TITLE'.split(
    ' ',
  ),
);
const unseen = new Set('SCRIPT STYLE TEMPLATE NOSCRIPT HEAD SVG IFRAME OBJECT'.split(' '));

function fromHtml(html: string): Extracted {
  let hidden = 0;
  let text = '';
  const isHidden = (node: HTMLElement) => {
    const style = (node.getAttribute('style') ?? '').replace(/\s+/g, '').toLowerCase();
    return (
      node.hasAttribute('hidden') ||
      node.getAttribute('aria-hidden') === 'true' ||
      /display:none|visibility:hidden|font-size:0|opacity:0(?:;|$)|text-indent:-\d{3,}/.test(style)
    );
  };
  const walk = (node: Node): void => {
    if (node.nodeType === NodeType.TEXT_NODE) {
      text += node.text.replace(/[ \t\r\n\u00a0]+/g, ' ');
      return;
    }
    if (!(node instanceof HTMLElement)) return;
    const tag = node.tagName ?? '';
    if (unseen.has(tag)) return;
    if (isHidden(node)) {
      hidden += 1;
      return;
    }
    for (const child of node.childNodes) walk(child);
    if (tag === 'TD' || tag === 'TH') text += '｜';
    if (blocks.has(tag)) text += '\n';
  };
  walk(parse(html, { comment: false }));
  const lines = text.split('\n').map((line) => line.replace(/｜\s*$/, '').trim());
  return { text: lines.filter((line) => line !== '').join('\n\n'), hidden };
}

async function fromPdf(bytes: Uint8Array): Promise<Extracted> {
  const { text: pages } = await extractText(await getDocumentProxy(bytes), { mergePages: false });
  const text = pages.map((page) => joined(ordinary(page))).join('\n');
  if (text.replace(/\s/g, '').length < 20 * pages.length) throw new Refused('几乎没有文字，像是扫描件');
  return { text, hidden: 0 };
}

/** Radicals that Unicode gives no ordinary form, though fonts mix them up with it. */
const radicals: Record<string, string> = Object.fromEntries(
  '⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙'
    .match(/../gu)
    ?.map((pair) => [[...pair][0] ?? '', [...pair][1] ?? '']) ?? [],
);

/** PDFs say ⽔ and ⼀ (radicals) where people read 水 and 一. */
const ordinary = (text: string): string =>
  text
    .replace(/[\u2f00-\u2fdf]/g, (radical) => radical.normalize('NFKC'))
    .replace(/[\u2e80-\u2eff]/g, (radical) => radicals[radical] ?? radical);

/** A line of a PDF ends where the paper does: what is no end of a sentence or heading goes on. */
function joined(page: string): string {
  const lines = page.split('\n').map((line) => line.trim());
  const begins =
    /^(?:第[一二三四五六七八九十百零\d]+[章节条]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])/;
  return lines
    .filter((line) => line !== '' && !/^[-—\s]*\d{1,4}[-—\s]*$/.test(line))
    .reduce(
      (all, line) =>
        all === ''
          ? line
          : begins.test(line) || /[。：；！？]$/.test(all)
            ? `${all}\n${line}`
            : `${all}${line}`,
      '',
    );
}

const [, , kind = '', path = ''] = process.argv;
try {
  const bytes = readFileSync(path);
  const extracted =
    kind === '.docx'
      ? await fromDocx(bytes)
      : kind === '.pdf'
        ? await fromPdf(new Uint8Array(bytes))
        : fromHtml(
            new TextDecoder(
              /charset=["']?gb/i.test(bytes.toString('latin1', 0, 2_000)) ? 'gb18030' : 'utf-8',
            ).decode(bytes),
          );
  process.stdout.write(JSON.stringify(extracted));
} catch (error) {
  process.stdout.write(
    JSON.stringify({ problem: error instanceof Refused ? error.message : '文件坏了或加了密，打不开' }),
  );
}
