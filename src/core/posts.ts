import type { County, Day, Person } from './model.ts';
import { isAway } from './routing.ts';

/**
 * The posts a text names as people do, without their office: 规划岗, 图审消防岗. Of a post's A and B the one who is there.
 */
export function postsNamed(county: County, text: string, day: Day): Person[] {
  const named = [...county.people.values()].filter(({ duty, department }) => {
    const office = county.departments.get(department ?? '')?.shortName ?? '';
    const post = duty?.rank === 'liaison' ? duty.display.replace(office, '') : '';
    return post.length > 1 && text.includes(post) && !(duty && isAway(duty, day));
  });
  // 综合岗 is every office's: only one that is meant for certain.
  const pairs = [...new Set(named.map(({ duty }) => duty?.pair))];
  const inOffice = named.filter(({ department }) => {
    const office = county.departments.get(department ?? '');
    return office && [office.shortName, office.name, ...office.aliases].some((word) => text.includes(word));
  });
  const meant = pairs.length > 1 && inOffice.length ? inOffice : named;
  return pairs.flatMap((pair) => meant.find(({ duty }) => duty?.pair === pair) ?? []).slice(0, 3);
}
