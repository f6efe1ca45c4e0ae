import TerminalUI

extension Keymap {
    /// The only keys and words that touch the release.
    static let release: [Binding] = [
        Binding(
            .pauseOrResume,
            [.character("P")],
            "P",
            "pause, or resume after a pause",
            .release,
            short: "pause",
            priority: 1
        ),
        .word(
            .pause,
            ["pause"],
            "stop advancing; judging goes on and rollback stays possible",
            .release,
            argument: .reason
        ),
        .word(.resume, ["resume"], "go on after a pause or a hold", .release),
        Binding(
            .advance,
            [.character("A")],
            "A",
            "advance: open the gate, skip what is left of a wait",
            .release,
            names: ["advance", "promote"],
            argument: .reason,
            short: "advance",
            priority: 1,
            isDangerous: true
        ),
        Binding(
            .stepBack,
            [.character("B")],
            "B",
            "step back one weight",
            .release,
            names: ["step-back"],
            argument: .reason,
            short: "step back",
            priority: 2,
            isDangerous: true
        ),
        Binding(
            .rollBack,
            [.character("R")],
            "R",
            "roll back: all traffic to stable",
            .release,
            names: ["rollback", "abort"],
            argument: .reason,
            short: "roll back",
            priority: 0,
            isDangerous: true
        ),
        Binding(
            .override,
            [.character("O")],
            "O",
            "advance past a criterion that is worse; asks for a reason",
            .release,
            names: ["override"],
            argument: .reason,
            short: "override",
            priority: 4,
            isDangerous: true
        ),
        .word(
            .holdWarm,
            ["hold-warm"],
            "keep the previous revision warm until somebody releases it",
            .release,
            argument: .reason
        ),
        .word(
            .releaseWarm,
            ["release-warm"],
            "end the warm time: the previous revision retires",
            .release,
            argument: .reason,
            isDangerous: true
        ),
        .word(
            .contract,
            ["contract"],
            "let the removal from the schema begin, or leave it for later",
            .release,
            argument: .choice(["--later"]),
            isDangerous: true
        ),
        .word(
            .annotate,
            ["annotate", "note"],
            "put a note into the record",
            .release,
            argument: .note
        ),
    ]
}
