import { anyOf, oneOf } from './words.ts';

// No word of what a factory makes, a shop is opened for or a neighbour suffers from: 饺子, 电影院, 邻居, 食堂 are matters.
const family = oneOf(
  `老婆 老公 媳妇 那口子 我[妈爸娘爹] 爸妈 老[妈爸] 爹妈 儿子 闺女 女儿 孙子 孙女 外孙 丈母娘 岳[父母] 婆婆 爷爷 奶奶 外公 外婆 姥[爷姥]
   [二三大小老]?(?:舅舅?|姑[妈父]|姨[妈夫]?|婶子?|叔叔?|伯伯?) 表[哥弟姐妹叔] 堂[哥弟姐妹] 小孩 孩子 宝宝 男朋友 女朋友 对象(?=吵|分|谈|[,，。]) 同学 战友
   老家 亲戚 全家 相亲 结婚 婚礼 彩礼 喜糖 生日`,
);
const table = oneOf(
  '撸串 牛肉面 红烧肉 瓜子 早饭 早餐 午饭 午餐 晚饭 夜宵 宵夜 吃饭 聚餐 茶馆 喝茶 点外卖 香菜 下馆子 做饭 炒菜 点餐',
);
const leisure = oneOf(
  `足球 国足 点球 球赛 决赛 篮球 乒乓球 羽毛球 打球 拔河 象棋 围棋 麻将 打牌 斗地主 扑克 追剧 电视剧 综艺 小说 武侠 朋友圈 抖音 唱歌 K歌 跳舞
   广场舞 钓鱼 爬山 跑步 减肥 运动会 彩票 风筝 春晚 对联 [上下]联 段子 绕口令 脑筋急转弯 猜拳 吃瓜 看热闹`,
);
const home = oneOf(
  '猫 狗 双十一 驾照 科目[一二三] 家长会 写作业 期末考 寒假 暑假 (?<!回)头发 感冒 发烧 牙疼 失眠 打呼 做梦 遥控器 积木',
);
const life = anyOf(family, table, leisure, home);
/** Speaks of home, meals and games: whatever it sounds like, it is seldom about an approval. */
export const isPrivateLife = (text: string): boolean => life.test(text);

/** 以前在南方厂里, 二十年前, 听同行讲外省: of other times, other places and other people. */
const elsewhere = anyOf(
  oneOf(
    `那年 那会儿 当年 年轻时 小时候 前些年 早些年 [几十\\d两三五]年前 记得我 回头看 回想 想当初 外省 外[地县市](?=都|的|有|那) 隔壁[县市] 网上[说有] 电视上 新闻[里说上]
   评论区 听同行 听人[讲说]`,
  ),
);
/** Tells of other times, places and people. */
export const isElsewhere = (text: string): boolean => elsewhere.test(text);
