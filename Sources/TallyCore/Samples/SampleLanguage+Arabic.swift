extension SampleLanguage {
    static let arabic = SampleLanguage(
        share: 2,
        givenNames: [
            SampleName("أحمد", "ahmad"), SampleName("فاطمة", "fatima"), SampleName("خالد", "khalid"),
            SampleName("مريم", "maryam"), SampleName("يوسف", "yusuf"), SampleName("ليلى", "layla"),
        ],
        familyNames: [
            SampleName("العلي", "alali"), SampleName("الحسن", "alhasan"), SampleName("حداد", "haddad"),
            SampleName("منصور", "mansour"), SampleName("نجار", "najjar"),
        ], isFamilyNameFirst: false, greeting: "مرحبا،", closing: "شكرا لكم",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "الطابعة في {room} لا تعمل",
                "الطابعة في {room} تعرض الخطأ {code} ولا تطبع شيئا.",
                "هل ضوء الحبر مضاء؟",
                "نعم، يومض باللون البرتقالي.",
                "تم تغيير خرطوشة الحبر والطابعة تعمل."
            ),
            SampleTopic(
                "accounts", ["password"],
                "لا أستطيع الدخول إلى {app}",
                "بعد تغيير كلمة المرور لا أستطيع الدخول إلى {app}.",
                "هل كلمة المرور القديمة محفوظة في الهاتف؟",
                "نعم، كانت محفوظة.",
                "تم فتح الحساب."
            ),
        ])
}
