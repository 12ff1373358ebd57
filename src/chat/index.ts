import type { Router } from 'express';
import type { Platform } from '../core/ports.ts';
import { openWecom, type WecomSettings } from './wecom/index.ts';

/** Every real platform that is configured, by the name people and groups are entered under. */
export function openPlatforms(
  settings: { wecom?: WecomSettings },
  given: { name: () => string; now: () => Date },
): { platforms: Map<string, Platform>; routers: Router[] } {
  const platforms = new Map<string, Platform>();
  const routers: Router[] = [];
  if (settings.wecom) {
    const { platform, router } = openWecom(settings.wecom, given);
    platforms.set('wecom', platform);
    routers.push(router);
  }
  return { platforms, routers };
}
