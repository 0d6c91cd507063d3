internal import CPango

/// Which fonts the report may use, independent of how the machine is set up.
///
/// The page looks the same everywhere: only regular, bold and italic faces of Debian's Noto, DejaVu and Symbola
/// packages count, whatever else is installed. Noto Color Emoji is not among them: its glyphs are small bitmaps that
/// nobody can select, and pango would take digits and spaces from it too. Symbola has emoji as outlines.
enum FontConfiguration {
    /// Makes the configuration the one that pango uses; false when fontconfig refuses it or finds no fonts.
    ///
    /// Has to be called before the first use of pango.
    static func install() -> Bool {
        guard let configuration = unsafe FcConfigCreate() else { return false }
        let isRead = unsafe text.withCString(encodedAs: UTF8.self) { bytes in
            unsafe FcConfigParseAndLoadFromMemory(configuration, bytes, FcBool(1)) != 0
        }
        guard isRead, unsafe FcConfigBuildFonts(configuration) != 0,
            unsafe FcConfigSetCurrent(configuration) != 0,
            let fonts = unsafe FcConfigGetFonts(configuration, FcSetSystem)
        else { return false }
        return unsafe fonts.pointee.nfont > 0
    }

    /// The families of ordinary text, most wanted first.
    static let families = "Noto Sans"

    /// fontconfig's XML.
    ///
    /// Han characters of a text in Japanese, Korean or traditional Chinese take the face of that language, others that
    /// of simplified Chinese. The emoji family is what pango asks for when a character is an emoji.
    private static let text = """
        <?xml version="1.0"?>
        <!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
        <fontconfig>
          <dir>/usr/share/fonts/truetype/noto</dir>
          <dir>/usr/share/fonts/opentype/noto</dir>
          <dir>/usr/share/fonts/truetype/dejavu</dir>
          <dir>/usr/share/fonts/truetype/ancient-scripts</dir>
          <cachedir>/var/cache/fontconfig</cachedir>
          <selectfont>
            <rejectfont><glob>*</glob></rejectfont>
            <acceptfont>
              <glob>*/truetype/noto/NotoSans*-Regular.ttf</glob>
              <glob>*/truetype/noto/NotoSans*-Bold.ttf</glob>
              <glob>*/truetype/noto/NotoSans-Italic.ttf</glob>
              <glob>*/truetype/noto/NotoSerif*-Regular.ttf</glob>
              <glob>*/truetype/noto/NotoMusic-Regular.ttf</glob>
              <glob>*/opentype/noto/NotoSansCJK-Regular.ttc</glob>
              <glob>*/opentype/noto/NotoSansCJK-Bold.ttc</glob>
              <glob>*/truetype/dejavu/DejaVuSans.ttf</glob>
              <glob>*/truetype/dejavu/DejaVuSans-Bold.ttf</glob>
              <glob>*/truetype/ancient-scripts/Symbola_hint.ttf</glob>
            </acceptfont>
          </selectfont>
          <match target="pattern">
            <test name="family"><string>Noto Sans</string></test>
            <test name="lang" compare="contains"><string>ja</string></test>
            <edit name="family" mode="append" binding="strong"><string>Noto Sans CJK JP</string></edit>
          </match>
          <match target="pattern">
            <test name="family"><string>Noto Sans</string></test>
            <test name="lang" compare="contains"><string>ko</string></test>
            <edit name="family" mode="append" binding="strong"><string>Noto Sans CJK KR</string></edit>
          </match>
          <match target="pattern">
            <test name="family"><string>Noto Sans</string></test>
            <test name="lang" compare="contains"><string>zh-tw</string></test>
            <edit name="family" mode="append" binding="strong"><string>Noto Sans CJK TC</string></edit>
          </match>
          <match target="pattern">
            <test name="family"><string>Noto Sans</string></test>
            <edit name="family" mode="append_last" binding="strong">
              <string>Noto Sans CJK SC</string>
              <string>Noto Sans Arabic</string>
              <string>Noto Sans Hebrew</string>
              <string>DejaVu Sans</string>
              <string>Symbola</string>
            </edit>
          </match>
          <match target="font">
            <test name="family"><string>Symbola</string></test>
            <edit name="matrix" mode="assign">
              <matrix>
                <double>1.25</double><double>0</double><double>0</double><double>1.25</double>
              </matrix>
            </edit>
          </match>
          <match target="pattern">
            <test name="family"><string>emoji</string></test>
            <edit name="family" mode="prepend_first" binding="strong"><string>Symbola</string></edit>
          </match>
        </fontconfig>
        """
}
