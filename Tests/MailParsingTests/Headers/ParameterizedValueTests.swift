import Testing

@testable import MailParsing

@Suite("RFC 2045 §5.1, RFC 2231: parameters")
struct ParameterizedValueTests {
    @Test(arguments: [
        ("text/plain", "text/plain"), ("TEXT/Plain; charset=x", "text/plain"),
        (" text / html ; x=y", "text/html"),
        ("text/html charset=utf-8", "text/html"), ("text/plain (a comment); x=y", "text/plain"), ("", ""),
        (";x=y", ""),
        ("(only a comment", ""),
    ])
    func `the value stands before the parameters`(field: String, value: String) {
        #expect(ParameterizedValue(reading: Array(field.utf8)).value == value)
    }

    @Test(arguments: [
        ("attachment; filename=a.txt", "a.txt"), ("attachment; filename=\"a b.txt\"", "a b.txt"),
        ("x filename=a.txt", "a.txt"),
        ("attachment; filename=a b.txt", "a b.txt"), ("attachment; FileName = \"a.txt\" ; x=y", "a.txt"),
        ("attachment; filename=\"a \\\"b\\\".txt\"", "a \"b\".txt"),
        ("attachment; filename=\"C:\\temp\\a.txt\"", "C:\\temp\\a.txt"),
        ("attachment; filename*=utf-8''%e2%82%ac.txt", "€.txt"),
        ("attachment; filename*=\"utf-8'de'%e2%82%ac.txt\"", "€.txt"),
        ("attachment; filename*=%e2%82%ac.txt", "€.txt"),
        ("attachment; filename*0=a; filename*1=b.txt", "ab.txt"),
        ("attachment; filename*1=b.txt; filename*0=a", "ab.txt"),
        ("attachment; filename*0*=utf-8''%e2%82; filename*1*=%ac.txt", "€.txt"),
        ("attachment; filename*0*=utf-8''%e2%82%ac; filename*1=\"%20.txt\"", "€%20.txt"),
        ("attachment; filename=plain.txt; filename*=utf-8''better.txt", "better.txt"),
        ("attachment; filename=\"=?utf-8?q?=E2=82=AC.txt?=\"", "€.txt"),
        ("attachment; filename==?utf-8?q?=E2=82=AC.txt?=", "€.txt"),
        ("attachment; filename=€.txt", "€.txt"), ("attachment; filename*=koi8-r''%F0%D2", "Пр"),
        ("attachment; filename=\"never closed", "never closed"),
        ("attachment; filename=\"a;b.txt\"", "a;b.txt"), ("attachment; filename=\"\"", ""),
        ("attachment; filename*=utf-8''a%0D%0Ab", "a  b"),
    ])
    func `a file name reads as`(field: String, name: String) {
        #expect(ParameterizedValue(reading: Array(field.utf8)).text("filename") == name)
    }

    @Test func `a flood of parameters ends at once`() {
        let field = "a/b" + (0..<20_000).map { "; filename*\($0)*=%41" }.joined()
        let text = ParameterizedValue(reading: Array(field.utf8)).text("filename") ?? ""
        #expect(!text.isEmpty)
        #expect(text.utf8.count <= 256)
    }
}
