extension SampleLanguage {
    static let hindi = SampleLanguage(
        share: 2,
        givenNames: [
            SampleName("आरव", "aarav"), SampleName("प्रिया", "priya"), SampleName("रोहन", "rohan"),
            SampleName("अनीता", "anita"), SampleName("विकास", "vikas"), SampleName("सुनीता", "sunita"),
        ],
        familyNames: [
            SampleName("शर्मा", "sharma"), SampleName("वर्मा", "verma"), SampleName("गुप्ता", "gupta"),
            SampleName("सिंह", "singh"), SampleName("पटेल", "patel"),
        ], isFamilyNameFirst: false, greeting: "नमस्ते,", closing: "धन्यवाद",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "{room} का प्रिंटर काम नहीं कर रहा",
                "{room} का प्रिंटर {code} दिखाता है और कुछ नहीं छापता।",
                "क्या टोनर की बत्ती जल रही है?",
                "हाँ, नारंगी रंग में चमक रही है।",
                "टोनर बदल दिया गया है।"
            ),
            SampleTopic(
                "accounts", ["password"],
                "{app} में लॉग इन नहीं हो रहा",
                "पासवर्ड बदलने के बाद {app} में लॉग इन नहीं हो पा रहा है।",
                "क्या फ़ोन में पुराना पासवर्ड सहेजा है?",
                "हाँ, वहाँ था।",
                "खाता खोल दिया गया है।"
            ),
        ])
}
