internal import MailParsing

/// Tells the stages of reading apart: processor time of each over all mails.
enum StagesRun {
    static func run() {
        var seconds: [StagedReading.Stage: Double] = [:]
        while let path = readLine() {
            var reading = StagedReading(InputFile.read(path))
            for stage in StagedReading.Stage.allCases {
                let before = Usage.processorSeconds
                reading.perform(stage)
                seconds[stage, default: 0] += Usage.processorSeconds - before
            }
        }
        for stage in StagedReading.Stage.allCases {
            print(#"{"stage": "\#(stage.rawValue)", "seconds": \#(seconds[stage] ?? 0)}"#)
        }
    }
}
