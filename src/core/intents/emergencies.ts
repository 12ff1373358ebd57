import { anyOf, oneOf } from './words.ts';

/** 险情: what people must get away from before anything is written down. */
export type Emergency = 'gas' | 'fire' | 'electric' | 'flood' | 'collapse' | 'trapped' | 'injury';

/** So many characters of one breath. */
const near = (most: number) => `[^。;；!！?？\\n]{0,${most}}`;
/** … in which no paper is spoken of: 批文出不来 keeps nobody in. */
const bodily = (most: number) => `[^,，。;；!！?？\\n证批文件图案审报款钱票压网]{0,${most}}`;

const someone = oneOf(
  '(?<!法)人(?!民|大|事|防|社|才|均|家|脸|行道|工[费智]) [民农小木电焊瓦]工 工[人友] 师傅 司机 [值守][班夜]的? 娃 孩 (?<=的)老[\\u4e00-\\u9fa5]',
);
/** Where one may be caught. */
const hole = oneOf(
  '井 坑 沟 池 槽 隧道 洞 罐 仓 地下室 地库 塔吊 吊篮 电梯 升降机 [工板]棚 宿舍 水里 河里 驾驶室 [底下]面',
);

const gas = oneOf('燃气 天然气 煤气 液化气 沼气(?!工程|项目) 气管');
const gasOut = oneOf(
  '漏(?!了?(?:[一二两三几\\d]+[份项张页样]|[材填项]|[报交](?!警))) 泄 味 嘶 喷 冒 爆 呛 破了 碰破 挖[断破穿爆] [打钻顶压戳碰][断穿] (?<!中)断了',
);

const wire = oneOf('电[线缆箱柜杆] 高压线?(?!泵|水) 配电[箱房柜] 变压器');
const live = oneOf(
  '漏电 [冒打]火 火花 火星 冒烟 [糊焦]味 泡(?:在|到)?[了水] 断(?:了|落|在) 掉(?:了|下|在|地) 垂 炸 甩不[脱开] 麻酥 发麻',
);

const place = oneOf(
  '[基深]坑 [水土]坑 坑[里底内] 沟 槽 井 地下室 地库 仓 棚 宿舍 车间 厂[房区] 工地 配电[房室] [泵机]房 隧道 [涵山]洞 围堰 [河大]堤 河 站 配电房 办公室 [一二]楼 门口',
);
/** 进水口 is a part, 淹没 a word of reports. */
const water = oneOf(
  `[进灌冒涌漫]了?满?水(?![口管表压量位泵标平厂]) 水${near(9)}(?:漫|淹|灌|涌|涨[得上起了到太]|上来|进来|齐[腰膝胸脚]|没过) 水(?:已经|都|快)*到${near(6)}(?:门口|腰|膝|胸) 淹(?!没(?!了)) 涨(?:得|大)?水`,
);
const bursts = oneOf(
  '决口 溃[坝堤口] [堤坝]要溃 管涌 突[水泥] 涌泥 (?:山洪|泥石流|洪水)(?:来|冲|进|到|淹|下来|暴发) 发(?:山洪|洪水|大水) [围堰堤坝]{1,2}(?:要|快)?(?:守不住|垮|溃|破)',
);

const standing = oneOf('架 墙 塔吊 吊车 围挡 [模支]板 支架 支撑 桩 杆');
/** 围挡边倒了垃圾 is poured out, not fallen. */
const fell = '倒(?:了|下)(?!一?[些堆车桶块张]?(?:建筑)?(?:垃圾|渣土|[污废脏]水|广告))';
/** What the ground or a frame holds: a crack in it is the first sign. */
const bearing = oneOf(`
  [基深]坑 坑[边壁底里上] 边坡 [山土护]坡 [沟井]壁 挡土?墙 围堰 支护 支撑 支架 外架 架子 脚手架 吊篮 塔吊 吊车 大臂 支腿 升降机 高支模 模板 立杆 桥[墩面梁] 便桥 掌子面 连墙件 [料业作]平台 桩机 钢筋笼 楼梯 山体
  楼板 [横主大]梁 柱子`);
/** What cracks in any house: 墙裂了 alone is for the warranty. */
const part = oneOf(
  '墙(?!绘) 围挡 顶板 阳台 [路地]面 地基 房[子屋] [民厂楼]房 工棚 广告牌 烟囱 水塔 护栏 幕墙',
);
const moving = oneOf(`
  (?:在|快|要|全|又|开始|慢慢|都)?[塌垮崩](?!台|溃) 裂缝?${near(6)}(?:[越更]来?[大宽]|[手巴]掌|指宽|一天比一天|还在|往下|有人|住着) 歪 [倾打]斜 斜[得了] [往朝向][里外下前后一]边?[斜倒沉掉滑歪鼓移] 外斜 下沉
  沉(?:了|下去) [塌下凹]陷 陷[了下进] [在乱直]晃 晃[得动了] 鼓[出包起] 在滑 滑[下移动] 脱落 松[动了脱] 掉[土石砖块渣] 冲[空垮] 掏空 掀[起翻开] [咔嘎吱]{2}响 有?异响 响声 守不住 [要快]倒(?!计|闭|班) 顶不住 冒浑?水 渗水[越变] 冲[走断] 往下溜 耷拉 翻了`);
const cracks = oneOf('开?裂[了开得] 裂[条道个一] 裂缝');
const falling = oneOf(
  '砖 石[头块材] 玻璃 钢管 扣件 瓷砖 构件 混凝土块? 水箱 招牌 空调 吊物 [吊材]料 吊的东西',
);
const held = oneOf('[钢绳]丝?[绳索]? 缆绳 大臂 立杆 [横主]梁 锚[杆索] 支撑 连墙件 柱子');
const abstract =
  '(?:房?价|预算|资金链?|市场|行情|天|心态|人设|信心|系统|网络?|我们?|你们|人|公司|企业|店)[都快要也就全给]{0,3}';

const machine = oneOf('[铲叉吊泵罐货土][车机] 渣土车 挖(?:掘)?机 桩机 车');
const hurts = oneOf('[压砸夹绞轧撞打切锯捅刺割][到了着伤断住穿坏]');
const limb = oneOf('手 脚 腿 头 胳膊 指头? 腰 身 胸 人');

/** The words of each, the one to be obeyed first in front. */
const signs: [Emergency, RegExp][] = [
  ['gas', anyOf(`${gas}.{0,12}${gasOut}`, `挖[断破穿爆].{0,6}${gas}`, '管.{0,8}嘶嘶|嘶嘶.{0,8}[味气]')],
  [
    'fire',
    anyOf(
      '(?<![要快得像])(?:[着起失]火|烧起来|烧着了)|(?<![价播])大火(?!锅|爆)|浓烟|(?<!烟囱.{0,4})冒[黑浓大]烟|(?<!管)爆炸|[锅瓶罐炉][^,，。]{0,4}[炸爆]了|救火|火苗[窜蹿]|焦糊味|点燃了|挖[出到].{0,4}(?:炮弹|炸弹|手榴弹|雷管|炸药)|火(?:好|很|越来越)大|烟(?:太|好|很|越来越)大|烟.{0,4}(?:窜|呛人)',
      `(?<!(?:烟囱|嗓子|急得|气得|头上|喉咙).{0,3})冒烟了|[仓宿棚房间料库舍].{0,3}(?<![找睡不])着了(?!急|凉|落|手)|[瓶罐箱柜机棚楼屋窗].{0,4}冒火`,
      '(?:油罐|汽油|柴油|氯气|乙炔|氧气瓶|液氨|(?<!聚)氨(?!酯|氮|基)|化学品?|危化品|[硫盐硝]酸|农药).{0,6}(?:漏(?![报填项])|泄|洒|喷|破了|呛|冒|味)',
    ),
  ],
  [
    'electric',
    anyOf(
      '触电|漏电(?!保护|开关|断路|检测|流)|麻手|电[到着倒]了?人|被电[到了]|电线.{0,6}(?:断|掉|垂).{0,10}(?:人|地|路)',
      `${wire}.{0,8}${live}`,
      `[碰挂搭蹭][到了断上在]?.{0,2}(?:高压线|电线)(?!杆|沟|井|迁|管)`,
    ),
  ],
  ['flood', anyOf(`${place}${near(12)}${water}`, `${water}${near(10)}${place}`, bursts)],
  [
    'collapse',
    anyOf(
      `塌方|坍塌|垮塌|倒塌|坍了|滑坡(?!点|区|地|易|多|危险|灾害|风险|体)|(?<!${abstract})(?:塌|垮)[了下]|${standing}.{0,4}${fell}|${standing}.{0,6}[吹刮撞挤]倒|楼房?[快要都全]?${fell}`,
      `${bearing}${near(14)}(?:${moving}|${cracks})|${part}${near(14)}${moving}|缝${near(6)}[越一天]+[比来]${near(3)}宽`,
      `${held}.{0,6}(?:断[了开裂]|断了?一[头根股]|崩|弯了)`,
      `${falling}.{0,6}(?:往下掉|掉下[来去]|要掉|砸[到中伤])|高空掉|冒顶了|[滚落]石头?${near(6)}砸`,
      `${machine}.{0,3}(?:要翻|翻了|侧翻|翻[到进下]|掉(?:河|沟|坑|水|下|进))`,
    ),
  ],
  [
    'trapped',
    anyOf(
      `${someone}${bodily(12)}(?:(?<![拿办])[上下出]不来(?!楼|国)|没(?:能)?(?:上来|出来|下来|撤[完走出])|撤不出|没动静|挂在(?:半空|上面|高|安全带)|吊在[^,，]{0,3}(?:空|楼|上面))`,
      `${hole}${bodily(14)}(?:[上下出]不来|没[上出]来)|叫不[应醒]|喊不应|喊也不[应答]|困人|困了[人几两三]`,
      `(?:${someone}|被)${bodily(6)}[夹卡][在住]${bodily(6)}(?:车|墙|机|井|缝|轨|梯)|(?:${someone}${bodily(4)}困|被困)${bodily(8)}(?:楼|井|坑|水|里|梯|棚|洞|上面)`,
    ),
  ],
  [
    'injury',
    anyOf(
      '受了?[重轻]?伤|伤了?人|[人工]伤了|重伤|摔[下伤断]|坠[落楼]|人.{0,12}掉下|从(?!系统|平台|网|名单|清单|台账|列表|库里).{0,12}(?:掉|跌|摔|滚)下',
      '砸[到伤中了着]{1,2}.{0,8}(?:人|头|脚|腿|手|工)|(?:人|工友).{0,6}被?[埋困压]|[我他她俺]们?都?被埋|师傅.{0,4}被埋|(?:^|[,，。!！\\s])被埋了?(?:$|[,，。!！\\s])|被埋了?[一两二三四五几好\\d]+[个名]|埋了人|溺水|中毒|[熏晕昏]倒|昏迷|出人命|死了人|救人',
      `${limb}.{0,4}被.{0,6}${hurts}|被${machine}.{0,4}${hurts}|把人.{0,2}[撞压砸埋盖夹]|吐白沫|不动弹|缺氧|血止不住|流了?(?:好多|很多|一地|不少)的?血|捅穿|(?:晕|昏)过去|抽搐|倒地不|人不动了|没(?:有|得)?(?:呼吸|心跳)|骨折|伤[到了](?:人(?!家)|[一两二三四五几\\d]+[个名])|[撞压]到(?:路人|行人|小孩|工人|人(?!家))|[腿手脚腰](?:被|都|给)?[断折]了`,
      `(?:[个名]人?|师傅|工[人友])(?:都|就|突然|中暑)*(?:晕|昏|倒)了|${someone}.{0,10}掉(?:到|进|下|水|河|井|坑|沟|池|洞)|掉(?:[进到下]去?)?了?[个一两][个名]?(?:人|小?孩|工人|工友)`,
    ),
  ],
];

/** Supposed, practised, insured or told as a lesson, wherever in a text that stands. */
const unreal =
  /演练|培训|宣传|保险|认定|保修|质保|(?:万一|如果|假如|要是|一旦)|怎么赔|赔多少|谁赔|虚惊|险情(?:已经?)?排除|举一反三|自查|教训|引以为戒|防止|严防|谨防|预防|防范|以防|预警|各(?:企业|单位|项目|工地|乡镇|部门)[^。]{0,20}(?:检查|排查|注意|做好|加强|确保)/;
/** Written about, planned for, past or over: a clause of this kind cries for nobody, the one beside it may. */
const elsewhere = anyOf(
  '方案|标准|测试|治理|防治|评[估价审]|预案|资质|备案|审批|许可|规定|间距|验收|整改|修补|论证|图[审纸上]|设计|监测|观测|检测|洪评|影响|手续|事故报告|上报|怎么报|罚|核实|违建|红线|危险区|[易多]发|预报|要不要|需不需要|可能|算(?:不算|啥|哪|什么|几|是)|[犯合违]法|担责|赔[不偿]|补不补|谁出|(?:能|要|可以|用)(?![^,，]{0,12}[撤跑躲停])[^,，]{0,12}(?:吗|不|么)$|去?哪里?报|行(?:吗|不|么)',
  '去年|前年|上个?月|上周|前几天|前天|昨[天日晚](?!开始|起|就|还|到现在|.{0,12}[味漏])|上[次回]|[那前]次|以前',
  '已(?:经)?(?:修好|处理|控制|扑灭|灭了|排除|恢复|加固|封堵|补好)|没(?:有)?(?:人)?(?:受伤|伤亡|危险)|(?:没|未|不)(?:有)?(?:漏|泄|塌|垮|裂|触电|冒烟|着火)|水退|抽[干完]|没事了|看了',
);

/** What a text cries for help about, if it does. */
export function emergencyIn(text: string): Emergency | undefined {
  if (unreal.test(text)) return undefined;
  const real = text
    .split(/[,，。;；!！?？\s]+/)
    .map((clause) => (elsewhere.test(clause) ? '\n' : clause))
    .join('，');
  return signs.find(([, words]) => words.test(real))?.[0];
}

/** Said by who raised the alarm: it was a reminder or a drill. A slip (说错了，是B栋) or 不是着火，是漏气 denies nothing. */
export const deniesAlarm = (text: string): boolean =>
  /不是[^,，。]{0,6}(?:出事|险情|事故|报警|求救|真的)|误报|虚惊|(?:是|搞|在)[^,，。]{0,4}演[练习]|没(?:有)?(?:这回?事|出事)|^我?是(?:要求|提醒|让大家)/.test(
    text,
  );

/** What became of people and place. */
const outcome =
  /撤(?:出来|离|完|了)|救(?:出|上|下)来|1(?:19|20)|消防[队车员的]*(?:还|都|已经?)*没?(?:来|到)|没人(?:受)?伤|没(?:有)?伤|人[都也]?(?:没事|平安|安全|清醒|找到)|虚惊|围(?:起来|好|挡)|[水洪]退|抽[干完]|火?[灭熄]了|险情|送医|医院|抢修|封(?:起来|好|堵)|断电了|不影响|排除|控制住|稳(?:定|住)|复工|继续[干施]|看过?了/;
/** Whether a text speaks of rescue, and whether it tells how that went. */
export const speaksOfOutcome = (text: string): boolean => outcome.test(text);
export const tellsOutcome = (text: string): boolean => outcome.test(text) && !/[?？]|吗|没有?$/.test(text);
const matters = [...'裂塌水火漏伤坑坡墙架气电沉沟井楼吊'];
/** … and of the one that was told: the two have a matter of danger in common. */
export const goesOnAbout = (alarm: string, text: string): boolean =>
  tellsOutcome(text) && matters.some((matter) => alarm.includes(matter) && text.includes(matter));

/** By the clock, not by office hours: nobody waits for the morning with such a case. */
export const ACCEPT_MS = 30 * 60_000;
