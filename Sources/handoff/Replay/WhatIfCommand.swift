import ArgumentParser
import RolloutCore

/// Judges a recording by other criteria than its own.
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Judge a recorded release by other criteria: when would it have stopped?",
        discussion: """
            The same samples are judged second by second as the steward would have, at the weights \
            that the release really had. It says when it would have been rolled back or held, and \
            how many failed requests that would have saved or cost against what happened. What \
            came after the real end was not recorded, so a release that would have gone on longer \
            is told only up to there.
            """
    )

    @OptionGroup var source: RecordingSource
    @OptionGroup var criteria: OtherCriteria
    @OptionGroup var options: OutputOptions

    func run() throws {
        let recording = try source.open()
        let report = try WhatIf(recording, by: criteria, in: source.environment)
        print(options.output == .json ? try report.jsonText() : report.text)
        if let remark = recording.remark { printError("the recording was \(remark)") }
    }
}
