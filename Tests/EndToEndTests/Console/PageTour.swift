import Foundation
import TallyCore
import Testing

/// Looks at a page in both themes and three widths.
struct PageTour {
    /// Phone, tablet, desktop.
    static let widths = [390, 768, 1280]
    static let pictures = Program.project.appending(path: ".build/console-pictures")

    /// Colours take a moment to change; the look is judged, not the way to it.
    private static let settled = """
        (async () => {
          const frame = () => new Promise(requestAnimationFrame);
          await frame();
          do {
            for (const change of document.getAnimations()) change.finish();
            await frame();
          } while (document.getAnimations().length > 0);
          return true;
        })()
        """

    private static let checks = Result {
        try String(
            contentsOf: Program.project.appending(path: "Tests/EndToEndTests/Console/page-checks.js"),
            encoding: .utf8)
    }

    /// Keeps a picture of each look, and fails the test for everything that is not as it should be.
    ///
    /// - Parameters:
    ///   - name: of the pictures.
    ///   - expected: parts of complaints that belong to what is shown, as an answer 410 does to a link that is over.
    ///   - ignored: rules that are not for what is shown.
    static func look(
        at page: BrowserPage, _ name: String, widths: [Int] = widths, ignoring ignored: Set<String> = [],
        in pictures: URL = pictures, expecting expected: [String] = []
    ) throws {
        try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
        for isDark in [false, true] {
            for width in widths {
                try page.become(width: width, height: width < 600 ? 844 : 900, isDark: isDark)
                try page.evaluate(settled)
                let all = try page.evaluate(checks.get()).elements?.compactMap(\.text) ?? []
                let findings = all.filter { !ignored.contains(String($0.prefix { $0 != ":" })) }
                let look = "\(name), \(isDark ? "dark" : "light"), \(width)"
                #expect(findings == [], "\(look)")
                let file = "\(name)-\(isDark ? "dark" : "light")-\(width).jpg".replacing(" ", with: "-")
                try page.picture().write(to: pictures.appending(path: file))
            }
        }
        let complaints = try page.newComplaints().filter { complaint in
            !expected.contains { complaint.contains($0) }
        }
        #expect(complaints == [], "\(name)")
    }
}
