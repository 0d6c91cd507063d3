import Testing

@testable import tally_report

@Suite struct `Catalog update` {
    private static let file = """
        %PDF-1.5
        7 0 obj
        << /Type /Catalog
           /Pages 1 0 R
        >>
        endobj
        xref
        0 1
        0000000000 65535 f\u{20}
        trailer
        << /Size 8
           /Root 7 0 R
        >>
        startxref
        61
        %%EOF

        """

    @Test func `the catalog is written once more, and the end refers to both`() {
        let updated = CatalogUpdate.pdf(Array(Self.file.utf8), withLanguage: "de")
        let added = """
            7 0 obj
            << /Type /Catalog
               /Pages 1 0 R
               /Lang (de)
               /ViewerPreferences << /DisplayDocTitle true >>
            >>
            endobj
            xref
            7 1
            0000000146 00000 n\u{20}
            trailer
            << /Size 8
               /Root 7 0 R
               /Prev 61
            >>
            startxref
            262
            %%EOF

            """
        #expect(String(decoding: updated, as: UTF8.self) == Self.file + added)
    }

    @Test(arguments: ["%PDF-1.5", "", "startxref\n99999999\n%%EOF", "trailer\n<< \n>>\nstartxref\n1\n%%EOF"])
    func `a file that ends in another way stays as it is`(file: String) {
        #expect(CatalogUpdate.pdf(Array(file.utf8), withLanguage: "de") == Array(file.utf8))
    }
}
