import type { Router } from 'express';
import type { Platform } from '../core/ports.ts';
import { type DingtalkSettings, openDingtalk } from './dingtalk/index.ts';
import { openWecom, type WecomSettings } from './wecom/index.ts';

/** Every real platform that is configured, by the name people and groups are entered under. */
export function openPlatforms(
  settings: { wecom?: WecomSettings; dingtalk?: DingtalkSettings },
  given: { name: () => string; now: () => Date },
): { platforms: Map<string, Platform>; routers: Router[] } {
  const platforms = new Map<string, Platform>();
  const routers: Router[] = [];
  if (settings.wecom) {
    const { platform, router } = openWecom(settings.wecom, given);
    platforms.set('wecom', platform);
    routers.push(router);
  }
  if (settings.dingtalk) platforms.set('dingtalk', openDingtalk(settings.dingtalk, given));
  return { platforms, routers };
}
