import { anyOf, oneOf } from './words.ts';

const family = oneOf(
  `老婆 老公 媳妇 那口子 我[妈爸娘爹] 爸妈 老[妈爸] 爹妈 儿子 闺女 女儿 孙子 孙女 外孙 丈母娘 岳[父母] 婆婆 爷爷 奶奶 外公 外婆 姥[爷姥]
   [二三大小老]?(?:舅舅?|姑[妈父]|姨[妈夫]?|婶子?|叔叔?|伯伯?) 表[哥弟姐妹叔] 堂[哥弟姐妹] 小孩 孩子 宝宝 男朋友 女朋友 对象(?=吵|分|谈|[,，。]) 同学 战友
   邻居 老家 亲戚 全家 相亲 结婚 婚礼 彩礼 喜糖 生日`,
);
const table = oneOf(
  `火锅 烧烤 撸串 烤肉 牛肉面 米线 面条 米饭 饺子 包子 馒头 油条 豆浆 粽子 月饼 汤圆 泡菜 红烧肉 奶茶 咖啡 西瓜 瓜子 零食 早饭 早餐 午饭 午餐
   晚饭 夜宵 宵夜 吃饭 聚餐 喝酒 白酒 啤酒 茶馆 喝茶 外卖 食堂 香菜 下馆子 做饭 炒菜 点餐`,
);
const leisure = oneOf(
  `足球 国足 点球 球赛 决赛 篮球 乒乓球 羽毛球 打球 拔河 象棋 围棋 麻将 打牌 斗地主 扑克 追剧 电影 电视剧 综艺 小说 武侠 游戏 朋友圈 抖音
   短视频 直播 唱歌 K歌 跳舞 广场舞 钓鱼 爬山 旅游 跑步 减肥 健身 运动会 彩票 风筝 春晚 红包 对联 [上下]联 段子 绕口令 脑筋急转弯 猜拳 吃瓜 看热闹`,
);
const home = oneOf(
  `猫 狗 快递 双十一 羽绒服 衬衣 裙子 鞋 堵车 打车 驾照 科目[一二三] 家长会 作业(?!面|人员|证|区|票) 期末 高考 寒假 暑假 头发 感冒 发烧 牙疼 失眠 打呼 睡觉
   做梦 手表 冰箱 遥控器 积木`,
);
/** 以前在南方厂里, 二十年前, 听同行讲外省: of other times, other places and other people. */
const elsewhere = oneOf(
  `那年 那会儿 当年 年轻时 小时候 前些年 早些年 [几十\\d两三五]年前 记得我 回头看 回想 想当初 外省 外[地县市](?=都|的|有|那) 隔壁[县市] 网上[说有] 电视上 新闻[里说上]
   评论区 听同行 听人[讲说]`,
);

/** Speaks of home, meals and games: whatever it sounds like, it is seldom about an approval. */
export const isPrivateLife = (text: string): boolean => life.test(text);
const life = anyOf(family, table, leisure, home);

/** Tells of other times, places and people. */
export const isElsewhere = (text: string): boolean => away.test(text);
const away = anyOf(elsewhere);
