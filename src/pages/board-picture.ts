import { Resvg } from '@resvg/resvg-js';
import type { Lamp } from '../core/model.ts';
import type { BoardRow } from './doors.ts';

/** For a phone: a row a project, the most pressing first. */
const WIDTH = 1080;
const ROW = 128;
const HEAD = 96;
const MOST_ROWS = 14;
const order: Lamp[] = ['red', 'orange', 'yellow', 'blue', 'grey', 'green', 'done'];
const colours: Record<Lamp, string> = {
  red: '#c0392b',
  orange: '#d9731a',
  yellow: '#c9a20a',
  blue: '#3470b5',
  grey: '#8a938e',
  green: '#4b9b72',
  done: '#b7c4bd',
};
const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[one] ?? one);
const clip = (text: string, most: number) =>
  [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;

function words(x: number, y: number, size: number, colour: string, text: string, bold = false): string {
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${colour}"${bold ? ' font-weight="700"' : ''}>${escaped(text)}</text>`;
}

function row(one: BoardRow, y: number): string {
  const stages = one.stages
    .map((stage, n) => {
      const fill = { done: '#cfe3d8', current: '#1f5f4a', ahead: '#eeece4' }[stage.state];
      const x = 392 + n * 104;
      const days = stage.state === 'ahead' ? `—/${stage.limitDays}` : `${stage.usedDays}/${stage.limitDays}`;
      const ink = stage.state === 'current' ? '#fff' : '#22302b';
      return `<rect x="${x}" y="${y + 22}" width="98" height="66" rx="8" fill="${fill}"/>${words(x + 8, y + 50, 17, ink, clip(stage.name, 5))}${words(x + 10, y + 76, 18, ink, days)}`;
    })
    .join('');
  const [worst] = one.filings
    .filter((filing) => filing.lamp !== 'done')
    .sort((a, b) => order.indexOf(a.lamp) - order.indexOf(b.lamp));
  const late = one.lateDays > 0 ? `晚${one.lateDays}个工作日` : '按计划';
  const reason = worst
    ? words(824, y + 46, 20, colours[worst.lamp], clip(worst.item.replace(/（.*/, ''), 11), true) +
      words(824, y + 74, 18, '#22302b', clip(worst.liaison ?? worst.department, 12)) +
      words(824, y + 100, 18, '#c0392b', clip(worst.reason ?? '', 12))
    : words(824, y + 60, 20, '#66756e', '没有在办事项');
  return `<rect x="0" y="${y}" width="${WIDTH}" height="${ROW - 6}" fill="#fff"/><rect x="0" y="${y}" width="10" height="${ROW - 6}" fill="${colours[one.lamp]}"/>
${words(28, y + 44, 26, '#22302b', clip(one.name, 13), true)}${words(28, y + 74, 19, '#66756e', clip(one.enterprise, 18))}${words(28, y + 100, 19, one.lateDays > 0 ? '#c0392b' : '#4b9b72', `${late} · 专员 ${one.specialist}`)}${stages}${reason}`;
}

/** 挂图作战 as a PNG for a chat: 1080 pixels wide. Needs a Chinese font on the machine; throws when drawing fails. */
export function boardPicture(rows: BoardRow[], today: string): Buffer {
  const shown = [...rows].sort((a, b) => order.indexOf(a.lamp) - order.indexOf(b.lamp)).slice(0, MOST_ROWS);
  const height = HEAD + shown.length * ROW + 44;
  const count = (lamp: Lamp) =>
    rows.flatMap((one) => one.filings).filter((filing) => filing.lamp === lamp).length;
  const head = `${words(28, 60, 40, '#1f5f4a', '挂图作战', true)}${words(230, 58, 24, '#66756e', `${today} · ${rows.length}个项目 · 超期${count('red')} 今日到期${count('orange')} 临期${count('yellow')}`)}`;
  const foot =
    rows.length > shown.length
      ? words(28, height - 14, 20, '#66756e', `还有${rows.length - shown.length}个项目，见网页`)
      : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"><rect width="${WIDTH}" height="${height}" fill="#f7f6f1"/>${head}${shown.map((one, n) => row(one, HEAD + n * ROW)).join('')}${foot}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: true, defaultFontFamily: 'Noto Sans CJK SC' } })
    .render()
    .asPng();
}
