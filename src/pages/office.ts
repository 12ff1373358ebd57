import type { Simulator } from '../chat/simulator.ts';
import { nextWorkingDay, weekdayOf, workday } from '../core/calendar.ts';
import { type CaseAction, type County, dayOf, directChat, instantOf, timeOf } from '../core/model.ts';
import { postName } from '../core/texts/cases.ts';
import { chatOf } from '../store/context.ts';
import type { Db } from '../store/db.ts';
import { countWaiting } from '../store/inbox.ts';
import { countUnsent } from '../store/outbox.ts';
import { chatLine, chatLines, outgoing } from '../store/reports.ts';
import type { SimulatorDoors } from './doors.ts';

interface Rooms {
  db: Db;
  county: () => County;
  now: () => Date;
}

interface Office extends Rooms {
  simulator: Simulator;
  move(to: Date): Promise<void>;
}

/** What the simulator's pages may see and do, over the same inbox and outbox as any platform. */
export function openSimulatorDoors({ db, county, now, simulator, move }: Office): SimulatorDoors {
  let said = 0;
  const unique = () => {
    said += 1;
    return `${now().getTime()}-${process.pid}-${said}`;
  };

  return {
    now,
    nextMorning: () => instantOf(nextWorkingDay(county().calendar, dayOf(now())), '09:01'),
    nextWorkingDay: () => instantOf(nextWorkingDay(county().calendar, dayOf(now())), timeOf(now())),
    moveClock: move,

    async world() {
      const { calendar, people, chats, departments, enterprises } = county();
      const day = dayOf(now());
      const today = workday(calendar, day);
      return {
        now: now().toISOString(),
        today: {
          day,
          weekday: weekdayOf(day),
          working: today.working,
          ...(today.why ? { holiday: today.why } : {}),
        },
        chats: [...chats.values()].map(({ id, title, platform, level, kind, members }) => ({
          id,
          title,
          platform,
          level,
          kind,
          members,
        })),
        people: [...people.values()].map((person) => ({
          id: person.id,
          name: person.name,
          role: person.role,
          ...(person.enterprise
            ? { enterprise: enterprises.get(person.enterprise)?.name ?? person.enterprise }
            : {}),
          ...(person.department
            ? { dept: departments.get(person.department)?.shortName ?? person.department }
            : {}),
          ...(person.duty ? { post: person.duty.display } : {}),
        })),
      };
    },

    async messages(chat, after) {
      const since = after === undefined ? Number.NaN : Date.parse(after);
      const place = after !== undefined && /^\d+$/.test(after) ? Number(after) : 0;
      const lines = await chatLines(db, county().id, chat, place);
      return lines
        .filter((line) => place > 0 || Number.isNaN(since) || line.at.getTime() > since)
        .map((line) => ({
          id: String(line.place),
          at: line.at.toISOString(),
          chat,
          from: line.person ?? 'bot',
          fromName:
            line.person === undefined
              ? county().settings.botName
              : (county().people.get(line.person)?.name ?? line.person),
          text: line.text,
          ...(line.quote === undefined ? {} : { quote: line.quote }),
          ...(line.card ? { card: line.card } : {}),
          ...(line.picture ? { picture: line.picture } : {}),
          ...(line.mentions.length ? { mentions: line.mentions } : {}),
        }));
    },

    async say({ chat, person, text, quote, messageId }) {
      const quoted =
        quote && /^\d+$/.test(quote) ? (await chatLine(db, county().id, chat, Number(quote)))?.text : quote;
      const { settings, people } = county();
      const mentions = [...people.values()]
        .filter((other) => text.includes(`@${other.name}`))
        .map((other) => other.id);
      const kept = await simulator.hear({
        messageId: messageId ?? unique(),
        chat,
        person,
        text,
        atBot: text.includes(`@${settings.botName}`) || chat.startsWith('dm:'),
        mentions,
        ...(quoted === undefined ? {} : { quote: quoted }),
      });
      return { id: String(kept.id) };
    },

    async press({ person, message, action, fields }) {
      // A card is found where its reader saw it: in the 1:1 chat or in one of the reader's groups.
      const chats = [
        directChat(person),
        ...[...county().chats.values()]
          .filter((chat) => chat.members.includes(person))
          .map((chat) => chat.id),
      ];
      for (const chat of chats) {
        const line = await chatLine(db, county().id, chat, Number(message));
        const button = line?.card?.buttons.find((one) => one.action === action);
        if (!line?.card || !button) continue;
        const kept = await simulator.hear({
          messageId: unique(),
          chat,
          person,
          text: button.label,
          action: {
            action: action as CaseAction,
            case: line.card.case,
            version: line.card.version,
            fields: fields ?? {},
          },
        });
        return { id: String(kept.id) };
      }
      return undefined;
    },

    async idle() {
      return (await countWaiting(db, county().id)) === 0 && (await countUnsent(db, county().id, now())) === 0;
    },

    async sent() {
      const rows = await outgoing(db, county().id);
      return rows.map((row) => {
        const chat = chatOf(county(), row.chat);
        const person = county().people.get(row.chat.replace(/^dm:/, ''));
        return {
          id: String(row.id),
          at: (row.sentAt ?? row.queuedAt).toISOString(),
          due: row.notBefore.toISOString(),
          chat: row.chat,
          chatTitle: chat.kind === 'direct' ? `单聊 · ${person?.name ?? row.chat}` : chat.title,
          to: person ? postName(person) : chat.title,
          platform: chat.platform,
          kind: row.key.split('/')[0] ?? '',
          state: row.state,
          text: row.text,
        };
      });
    },
  };
}
