extension SampleLanguage {
    static let korean = SampleLanguage(
        share: 2,
        givenNames: [
            SampleName("민준", "minjun"), SampleName("서연", "seoyeon"), SampleName("지훈", "jihoon"),
            SampleName("수진", "sujin"), SampleName("현우", "hyunwoo"), SampleName("은지", "eunji"),
        ],
        familyNames: [
            SampleName("김", "kim"), SampleName("이", "lee"), SampleName("박", "park"),
            SampleName("최", "choi"), SampleName("정", "jung"), SampleName("강", "kang"),
        ], isFamilyNameFirst: true, greeting: "안녕하세요.", closing: "감사합니다.",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "{room} 프린터가 용지 걸림 오류를 냅니다",
                "{room} 프린터가 계속 용지 걸림 오류를 표시합니다. 코드는 {code}입니다.",
                "다른 용지함도 사용해 보셨나요?",
                "네, 똑같습니다.",
                "롤러를 교체했습니다. 이제 정상적으로 인쇄됩니다."
            ),
            SampleTopic(
                "accounts", ["password"],
                "{app} 계정이 잠겼습니다",
                "비밀번호를 변경한 후 {app}에 로그인할 수 없습니다.",
                "휴대전화에 이전 비밀번호가 저장되어 있나요?",
                "네, 저장되어 있었습니다.",
                "계정 잠금을 해제했습니다."
            ),
        ])
}
