import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

/** Text that is markup already. */
export interface Html {
  readonly markup: string;
}

type Part = Html | Html[] | string | number | undefined | false;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: Part): string {
  if (part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.map(render).join('');
  if (typeof part === 'object') return part.markup;
  return String(part).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/** Markup in which everything that is not markup itself is escaped. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return {
    markup: texts.reduce((all, text, n) => all + text + (n < parts.length ? render(parts[n]) : ''), ''),
  };
}

/** A whole page; style and script come from this server only. */
export function page(
  title: string,
  body: Html,
  options: { script?: string; className?: string } = {},
): string {
  const { markup } = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/assets/pages.css">
<link rel="icon" href="data:,">
${options.script ? html`<script src="${options.script}" defer></script>` : undefined}
</head>
<body class="${options.className ?? ''}">${body}</body>
</html>`;
  return markup;
}

/** The pages' own style and script, for `/assets`. */
export const assets: RequestHandler = express.static(fileURLToPath(new URL('./assets', import.meta.url)), {
  index: false,
  maxAge: 0,
});

/** Headers of every page: nothing from elsewhere, nothing kept, nothing framed. */
export const guarded: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy':
      "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  });
  next();
};

/** Changes come from this server's own pages, or from programs, which send no such headers. */
export const sameSite: RequestHandler = (request, response, next) => {
  const origin = request.get('origin');
  const site = request.get('sec-fetch-site');
  const foreign =
    (origin !== undefined && URL.canParse(origin) && new URL(origin).host !== request.get('host')) ||
    site === 'cross-site';
  if (request.method !== 'GET' && foreign) {
    response.status(403).json({ error: '请从本页面操作，不接受别的网站发来的请求。' });
    return;
  }
  next();
};
