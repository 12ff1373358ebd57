import {
  type Case,
  type CaseKind,
  type County,
  type Day,
  type Department,
  dayOf,
  type Person,
  serialOf,
  timeOf,
} from '../model.ts';

/** Chinese names of the kinds of case, as they stand in the 台账. */
export const kindNames: Record<CaseKind, string> = {
  question: '咨询',
  help: '帮办',
  agent: '代办',
  difficulty: '难点堵点',
  complaint: '催办投诉',
  meeting: '会商',
  onsite: '现场服务',
  integrity: '专人受理',
};

/** Before the reason of a case whose matter was guessed from how it sounds. */
export const soundsLike = (office: boolean) => `${office ? '没说哪一项' : '没有点名'}，听着像：`;

/** `11月24日`; a provisional day says so. */
export function dayText(day: Day, provisional = false): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日${provisional ? '（暂定）' : ''}`;
}

/** `今天17:30` or `11月24日17:30`. */
export function whenText(at: Date, now: Date, provisional = false): string {
  const day = dayOf(at);
  return `${day === dayOf(now) ? '今天' : dayText(day, provisional)}${timeOf(at)}`;
}

/** How an office-holder is named to others: the post, never a number; specialists by surname. */
export function postName(person: Person | undefined): string {
  if (!person) return '帮办专员';
  if (person.duty) return person.duty.display;
  if (person.role === 'specialist') return `帮办专员${person.name.slice(0, 1)}专员`;
  if (person.role === 'oversight') return '工改办';
  if (person.role === 'enterprise') return `企业经办人${person.name}`;
  return '帮办中心';
}

/** Among office-holders: of one post its A and B 岗 are told apart by name. */
export const colleagueName = (person: Person | undefined, other: Person | undefined): string =>
  person?.duty && person.duty.display === other?.duty?.display
    ? `同岗${person.duty.post}岗${person.name}`
    : postName(person);

const nameOf = (department: Department | undefined, code: string) => department?.shortName ?? code;

/** Receipt for a new case: number, who has it, by when. */
export function caseReceipt(kase: Case, county: County, now: Date): string {
  const owner = county.people.get(kase.owner);
  const accept = kase.acceptDue ? `${whenText(kase.acceptDue, now)}前接单，` : '';
  const also = kase.assisting.length
    ? `协办：${kase.assisting.map((code) => nameOf(county.departments.get(code), code)).join('、')}。`
    : '';
  return `已登记 ${kase.number}（${kindNames[kase.kind]}），由${postName(owner)}负责，${accept}${whenText(kase.replyDue, now)}前答复您。${also}`;
}

export const integrityOverdue = (kase: Case) =>
  `${kase.number}（专人受理）已到答复时限，请尽快单独联系反映人。这件不会转给别人。`;

/** A question the documents do not cover. */
export const notCovered = '这个问题我手头的文件里没查到，不敢随口答。';

/** Of several questions those that the documents do not cover. */
export const partNotCovered = (parts: string[]): string =>
  `${parts.map((part) => `“${part.replace(/[，,。；;？?\s]+$/, '')}”`).join('、')}这一问我手头的文件里没查到，不敢随口答。`;

/** The part of a question that only the department can answer. */
export function handedOver(receipt: string): string {
  return `具体到您这个项目，要由部门来定。${receipt}`;
}

/** Nobody to hand over to: the asker is an office-holder or not bound. */
export const notCoveredHere = '我手头的文件里没查到这一条。可以换个说法，或直接问主办部门。';

/** An unbound person cannot have a case of their own. */
/** To the specialist of a group that messages do not get into. */
export const unreachable = (chat: string, cure: string): string => `「${chat}」发不进消息：${cure}`;

export function bindFirst(county: County): string {
  return `您还没有绑定企业，我先不能登记。请联系帮办专员绑定，或到${county.settings.windowPlace}办理。`;
}

/** To the post that got a case: everything needed to act, and how to act by typing. */
export function ownerNotice(kase: Case, county: County, now: Date): string {
  const n = serialOf(kase.number);
  const enterprise = kase.enterprise ? county.enterprises.get(kase.enterprise)?.name : undefined;
  const project = kase.project ? county.projects.get(kase.project)?.name : undefined;
  const lines = [
    `【${urgencyMark(kase)}${kindNames[kase.kind]}】${kase.number}`,
    [enterprise, project].filter(Boolean).join(' · ') || undefined,
    `原话：${kase.summary}`,
    kase.items.length
      ? `事项：${kase.items.map((code) => county.items.get(code)?.name ?? code).join('、')}`
      : undefined,
    `派给您：${kase.reason}`,
    kase.result ? `此前已答复企业：${kase.result}` : undefined,
    kase.acceptDue
      ? `请${whenText(kase.acceptDue, now)}前接单，${whenText(kase.replyDue, now)}前答复。`
      : `请${whenText(kase.replyDue, now)}前答复。`,
    `可直接回：接单 ${n}｜${n} 回复 …｜办结 ${n} 结果｜补件 ${n} 缺什么｜转办 ${n} 部门 原因｜退回 ${n} 部门 原因`,
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

const urgencyMark = (kase: Case) => ({ critical: '特急·', high: '急·', normal: '' })[kase.urgency];

/** One line for the specialist who stays responsible (首问负责). */
export function specialistCopy(kase: Case, county: County, now: Date): string {
  return `${kase.number} ${urgencyMark(kase)}${kindNames[kase.kind]}已派${postName(county.people.get(kase.owner))}，${whenText(kase.replyDue, now)}前答复。您是首问负责人。原话：${kase.summary}`;
}

export const accepted = (kase: Case, by: string, now: Date) =>
  `${kase.number} 已由${by}接单，${promisedBy(kase, now, '答复')}。`;

export const acceptedAlready = (kase: Case, by: string) => `${kase.number} 已由${by}接单，不用重复接。`;

export const rerouted = (kase: Case, from: string, to: string, now: Date) =>
  `${kase.number} 已从${from}转到${to}，${whenText(kase.replyDue, now)}前答复。`;

/** To whoever had it, where somebody else hands it on. */
export const movedAway = (kase: Case, by: string, to: string | undefined) =>
  `${kase.number} 已由${by}${to === undefined ? '接手' : `转给${to}`}，您不用再处理；有资料请直接给对方。`;

export const arbitrated = (kase: Case, first: string, second: string) =>
  `${kase.number} ${first}和${second}都认为不归口，已提请工改办指定，首问负责人继续跟进。`;

export const needsSupplement = (kase: Case, by: string, what: string) =>
  `${kase.number} ${by}请您补充：${what}。补好后在这里说一声，我马上转回去。`;

/** For a chat that may not show gaps. */
export const needsSupplementNeutral = (kase: Case) =>
  `${kase.number} 需要企业补充资料，清单已单聊发给经办人。`;

export const answered = (kase: Case, by: string, text: string) => `${kase.number} ${by}答复：${text}`;

export const concluded = (kase: Case, by: string, result: string) =>
  `${kase.number} 已由${by}办结：${result}。有异议请15日内回复“${serialOf(kase.number)} 没解决”，我来重开。`;

export const concludedNeutral = (kase: Case) => `${kase.number} 已办结，结果已单聊告知经办人。`;

export const reopened = (kase: Case, holder: string, now: Date) =>
  `${kase.number} 已重开，还由${holder}负责，${whenText(kase.replyDue, now)}前答复您，${kase.kind === 'integrity' ? '只有负责人看得到' : '专员也会跟进'}。`;

/** What an office-holder did, told back to them. */
export const done = {
  accept: (kase: Case) => `好的，${kase.number} 已记您接单。`,
  acceptAndReply: (kase: Case, to: string) => `好的，${kase.number} 已记您接单，您的话已作为答复转给${to}。`,
  undo: (kase: Case) =>
    `${kase.number} 已改回办理中，并告知企业。办好后再回“${serialOf(kase.number)} 办结 结果”。`,
  reopen: (kase: Case, holder: string) =>
    `${kase.number} 已重新打开，仍由${holder}办理，您的话已转告他，企业也已告知。`,
  leftAssisting: (kase: Case, holder: string) => `${kase.number} 已记您退出协办，仍由${holder}主办。`,
  reply: (kase: Case, to: string) => `已把您的答复转给${to}（${kase.number}）。`,
  assist: (kase: Case) => `已把您的意见转给牵头岗位和企业（${kase.number}）。`,
  conclude: (kase: Case, to: string) => `${kase.number} 已记办结，并告知${to}。`,
  supplement: (kase: Case) => `${kase.number} 已请企业补充，计时暂停。`,
  retype: (kase: Case) => `${kase.number} 已改为${kindNames[kase.kind]}，谢谢，我会记着。`,
  reroute: (kase: Case, to: string) => `${kase.number} 已转${to}。`,
};

/** Refusals of an office-holder's line: each says what to type instead. */
export const refusals = {
  noSuchCase: (serial: number | undefined) =>
    serial === undefined
      ? '请带上编号，例如“接单 12”；也可以引用我发的那条消息再回。'
      : `没有找到您经手的 ${serial} 号件，请核对编号。`,
  nothingOpen: '您名下没有在办的诉求件。',
  assistsOnly: (kase: Case, holder: string) =>
    `${kase.number} 由${holder}主办，您是协办，不能代为办理。有意见请回“${serialOf(kase.number)} 回复 …”，与您无关请回“退回 ${serialOf(kase.number)} 原因”。`,
  nothingToUndo: (kase: Case, holder: string) =>
    `${kase.number} 没有您刚办结、可以改回的登记，现由${holder}负责。要更正说过的话，请回“${serialOf(kase.number)} 回复 更正后的话”。`,
  noLongerOpened: (kase: Case) => `${kase.number} 已撤回或办结太久，不能重开。请让企业重新报一件。`,
  whatToUndo: '您要改回哪一件？请带编号，例如“4 点错了”。',
  notAllowedHere: '这一步请在和我的单聊里办，不在群里处理。',
  closed: (kase: Case, mayReopen = false) =>
    `${kase.number} 已经办结，不能再改。${mayReopen ? `要重开请回“${serialOf(kase.number)} 重新打开 原因”` : '需要重开请联系帮办专员'}。`,
  stale: (kase: Case) => `${kase.number} 刚有新变化，这张卡片过期了，请看最新消息再办。`,
  nameDepartment: (serial: number, verb: string) =>
    `${verb}要写明归哪个部门，例如“${verb} ${serial} 水利局 属河道管理范围”。县里没有部门管的，回“退回 ${serial} 原因”，交还首问专员。`,
  unknownDepartment: (word: string, serial: number) =>
    `没认出“${word}”是县里哪个部门。可以转给县里的部门、岗位或姓名，例如“转办 ${serial} 住建局 原因”；县里没有部门管的，回“退回 ${serial} 原因”，交还首问专员去联系。`,
  sameDepartment: '这件现在就在这个部门。请写应当归口的部门；同一个部门换岗位的，写岗位或姓名。',
  needResult: (serial: number) => `办结要写结果，例如“${serial} 办结 已核发”。`,
  needMissing: (serial: number) => `补件要写缺什么，例如“${serial} 补件 消防意见”。`,
  needKind: (serial: number, kinds: string[]) =>
    `改类要写改成哪一类（${kinds.join('、')}），例如“改类 ${serial} ${kinds[0]}”。`,
  needReply: (serial: number) => `请写答复内容，例如“${serial} 回复 可以并联，资料交综合窗口”。`,
};

/** An order that was not understood: the words that are. */
export const orderNotRead =
  '这一句要办什么我没读懂，什么都没动。可以这样说：接单 1｜1 回复 …｜1 办结 结果｜转办 1 部门或姓名 原因｜同意召集 1｜1号会商 时间 地点 参加部门｜1号会商结论 …';

/** A time to come is a promise; one that has passed is said to have, with what happens next. */
export const promisedBy = (kase: Case, now: Date, promise: string): string =>
  kase.replyDue > now
    ? `${whenText(kase.replyDue, now)}前${promise}`
    : `原定${whenText(kase.replyDue, now)}答复，已超时，没有答复会自动往上一级转`;

/** Who presses, by post: nobody but the enterprise is said to when an office does. */
export const urgerName = (person: Person | undefined): string =>
  person?.role === 'leader' ? '县领导' : person && person.role !== 'enterprise' ? postName(person) : '企业';

export const answeredBefore = (kase: Case, holder: string) =>
  `${kase.number} ${holder}已答复：${kase.result ?? ''}。还没解决的话，请说一句卡在哪里，我转给${holder}再看。`;
export const answeredNeutral = (kase: Case, holder: string) =>
  `${kase.number} ${holder}已答复，答复已单聊发给您。还没解决的话，请说一句卡在哪里。`;

export const waitsFor = (kase: Case, toEnterprise: boolean) =>
  toEnterprise
    ? `${kase.number} 在等您这边补充，现在不计时；补好说一声，我马上转回去。`
    : `${kase.number} 在等企业补充，现在不计时；企业补好会马上转回去。`;

/** Until when a case is to be answered, as its present state has it. */
export function dueText(kase: Case, now: Date): string {
  if (kase.status === 'waiting-enterprise') return '等企业补充，不计时';
  if (kase.status === 'answered') return '已答复，等办结';
  return kase.replyDue < now ? '🔴已过答复时限' : `${whenText(kase.replyDue, now)}前答复`;
}

/** A rung's time is up: to the group, without blame. */
export const handedUp = (kase: Case, to: string, now: Date) =>
  `${kase.number} 已由${to}接手，${whenText(kase.replyDue, now)}前答复。`;

export const handedUpFrom = (kase: Case, to: string, by?: string) =>
  `${kase.number} ${by ? `由${by}提级` : '因超过时限'}，已转${to}，您不用再处理；有资料请直接给对方。`;

/** 提级 by hand: done, not possible, or nobody above. */
export const raised = (kase: Case, to: string) => `${kase.number} 已提级转${to}，原岗位和首问专员都告诉了。`;
export const notToRaise = (kase: Case) =>
  `${kase.number} 现在不在岗位手里，不用提级；要催请说“催一下${serialOf(kase.number)}号件”。`;
export const nobodyToRaiseTo = (kase: Case, holder: Person | undefined) =>
  `${kase.number} 在${postName(holder)}，上面的负责人没有登记，我转不上去。请直接联系，或回“转办 ${serialOf(kase.number)} 部门 原因”。`;

/** Nobody is left to go to: whom to phone, how to name somebody, and of a difficulty how to convene. */
export function nobodyAbove(kase: Case, holder: Person | undefined, mayMeet: boolean): string {
  const n = serialOf(kase.number);
  const phone = holder?.duty?.phone ? `（办公电话${holder.duty.phone}）` : '';
  const state = kase.acceptedAt ? '还没有答复' : '还没有接单';
  const meeting = mayMeet ? `；要提交联席会议，回“同意召集 ${n}”，我通知工改办和有关部门` : '';
  return `${kase.number} ${postName(holder)}到点${state}，名单里再往上没有人了。请您打电话问一下${phone}，或换人接：回“转办 ${n} 部门或姓名”${meeting}。首问责任不变。`;
}

/** 同问. */
export const joined = (kase: Case) => `已把您加入 ${kase.number}，有结果一起通知。`;
export const nothingToJoin = '您说的是哪一件？请引用那条消息再说一次，或简单写一下情况。';

/** Help and agency: what happens next. */
export const helpNext =
  '请准备：项目名称和代码、办到哪一步、想从哪段开始。帮办免费，由您自己申报，专员全程陪办。';
export const agentNext =
  '请准备：申请表、委托协议（专员给模板）、营业执照和经办人委托书。代办自愿、免费，申报主体仍是您单位；缴费、法定代表人面签和现场到场不能代办。';
export const onsiteNext = '请告诉专员方便的时间和地点，现场服务前会先把要准备的资料列给您。';

export const changeNoted = (specialist: string, inGroup: boolean) =>
  `收到，已转${specialist}核实后变更，办好会告诉您。${inGroup ? '请不要在群里发手机号。' : ''}`;
export const changeNotice = (who: string, text: string) => `【变更待核实】${who}：${text}`;

export const materialNoted = (specialist: string) =>
  `收到，已转${specialist}查看。是否符合要求以部门意见为准，我这里看不到图片和附件内容。`;
/** A file, and nothing of the asker's waits for papers. */
export const whatIsFileFor =
  '文件收到了，但我看不到内容，您名下也没有等着补件的事项。它是办哪项手续、给谁的？说一句，我来转。';
export const tooLoudNoted = '收到，已转帮办专员，看群里哪些提醒可以不发。要查的、要问的也可以单聊我。';
export const tooLoudNotice = (chat: string, text: string) =>
  `【群里嫌消息多】${chat}：${text}。请和管理员看看要不要减。`;
export const materialPromised = (post: string) => `好的，已告诉${post}。交了或传了请再说一声，我转过去。`;
export const materialDisputed = (post: string) => `已请${post}核对，核对后答复您。`;
export const materialForwarded = (kase: Case) => `收到，已转回承办岗位（${kase.number}），计时继续。`;
export const materialForwardedTo = (kase: Case, holder: string) =>
  `收到，已转${holder}查看（${kase.number}）。`;
export const materialNotice = (about: string, text: string) => `【企业已补】${about}：${text}。请核对。`;
export const materialComing = (about: string, text: string) => `【企业告知】${about}：${text}。材料还没到。`;
export const materialAsked = (about: string, text: string) =>
  `【企业来问】${about}：${text}。请核对后直接答复企业。`;

export const thanks = '谢谢您的反馈，已转达。正式评价分态度、能力、质量、效率、纪律五项，办结后单独发给您。';
export const poorService = (receipt: string) => `抱歉让您费心了，3个工作日内会有专人回访。${receipt}`;
export const evaluationKept = (marks: string) => `评价已记下：${marks}。`;

/** A parked message: the fixed sentence for the specialist. */
export const parkedNotice = (chat: string) => `“${chat}”有一条消息我没能处理，请您看一下群里，直接回复对方。`;

/** A word with several meanings. */
export const whichOne = (word: string, options: string[]) =>
  `“${word}”有几种，您问的是哪一个？${options.map((option, i) => `${i + 1}. ${option}`).join('；')}。回复名称即可。`;

/** 记一下, 提醒我周五…: honest that nothing comes of it. */
export const keepsNoNotes =
  '这里不存个人备忘，也不能替您定时提醒，请记在自己的日程里。是诉求件的，回“编号 回复 …”；办件有新情况，写明项目、事项和办到哪一步，我登记。';
