extension SampleLanguage {
    static let chinese = SampleLanguage(
        share: 5,
        givenNames: [
            SampleName("伟", "wei"), SampleName("芳", "fang"), SampleName("娜", "na"),
            SampleName("敏", "min"), SampleName("静", "jing"), SampleName("强", "qiang"),
            SampleName("磊", "lei"), SampleName("洋", "yang"), SampleName("艳", "yan"),
        ],
        familyNames: [
            SampleName("王", "wang"), SampleName("李", "li"), SampleName("张", "zhang"),
            SampleName("刘", "liu"), SampleName("陈", "chen"), SampleName("杨", "yang"),
            SampleName("黄", "huang"), SampleName("赵", "zhao"),
        ], isFamilyNameFirst: true, greeting: "您好，", closing: "谢谢！",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "{room}的打印机着火了一样冒烟",
                "{room}的打印机冒烟，有焦味，屏幕显示{code}。我已经拔掉电源。",
                "请不要再接通电源。旁边有人受伤吗？",
                "没有人受伤，窗户已经打开。",
                "打印机的电源板已更换，设备恢复正常。"
            ),
            SampleTopic(
                "network", ["vpn"],
                "在家办公时VPN经常断开",
                "在家办公时VPN每隔几分钟就断开，{app}的数据会丢失。",
                "用网线连接也会断开吗？",
                "用网线就没有问题。",
                "{host}的无线网卡驱动程序已更新。"
            ),
            SampleTopic(
                "accounts", ["password"],
                "无法登录{app}",
                "修改密码以后无法登录{app}，提示账户被锁定。",
                "手机上是否还保存着旧密码？",
                "是的，已经删除。",
                "账户已经解锁。"
            ),
        ])
}
