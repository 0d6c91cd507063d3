extension SampleLanguage {
    static let japanese = SampleLanguage(
        share: 5,
        givenNames: [
            SampleName("花子", "hanako"), SampleName("太郎", "taro"), SampleName("健一", "kenichi"),
            SampleName("美咲", "misaki"), SampleName("陽菜", "hina"), SampleName("大輔", "daisuke"),
            SampleName("恵子", "keiko"), SampleName("翔太", "shota"),
        ],
        familyNames: [
            SampleName("田中", "tanaka"), SampleName("佐藤", "sato"), SampleName("鈴木", "suzuki"),
            SampleName("高橋", "takahashi"), SampleName("伊藤", "ito"), SampleName("渡辺", "watanabe"),
            SampleName("山本", "yamamoto"), SampleName("小林", "kobayashi"),
        ], isFamilyNameFirst: true, greeting: "お疲れ様です。", closing: "よろしくお願いいたします。",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "{room}のプリンターが紙詰まりします",
                "{room}のプリンターが毎回紙詰まりします。画面には{code}と表示されています。",
                "別のトレイでも同じですか。",
                "はい、同じです。",
                "給紙ローラーを交換しました。正常に印刷できます。"
            ),
            SampleTopic(
                "accounts", ["password"],
                "{app}にログインできません",
                "パスワードを変更した後、{app}にログインできなくなりました。",
                "スマートフォンに古いパスワードが残っていませんか。",
                "残っていました。削除しました。",
                "アカウントのロックを解除しました。"
            ),
            SampleTopic(
                "network", ["vpn"],
                "在宅勤務でVPNが頻繁に切断されます",
                "在宅勤務中、VPNが数分ごとに切断され、{app}の作業が失われます。",
                "有線接続でも発生しますか。",
                "有線では発生しません。",
                "{host}の無線ドライバーを更新しました。"
            ),
        ])
}
