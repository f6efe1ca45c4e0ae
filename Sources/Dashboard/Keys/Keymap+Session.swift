import TerminalUI

extension Keymap {
    /// This screen as a program.
    static let session: [Binding] = [
        Binding(
            .commandLine,
            [.character(":"), .control("p")],
            ": ^P",
            "command line: the words of the handoff command; Tab completes, ↑ goes back",
            .session,
            short: "command",
            priority: 4
        ),
        Binding(
            .help,
            [.character("?"), .function(1)],
            "? F1",
            "this help; type to search it",
            .session,
            names: ["help"],
            short: "help",
            priority: 3
        ),
        Binding(
            .acknowledge,
            [.character("x")],
            "x",
            "acknowledge the alert on this screen",
            .session,
            names: ["acknowledge"]
        ),
        Binding(
            .copyRow,
            [.character("y")],
            "y",
            "copy the chosen row",
            .session,
            names: ["copy"]
        ),
        Binding(
            .writeScreen,
            [.character("w")],
            "w",
            "write this screen to files",
            .session,
            names: ["write"]
        ),
        Binding(
            .redraw,
            [.control("l")],
            "^L",
            "draw everything again",
            .session,
            names: ["redraw"]
        ),
        Binding(
            .suspend,
            [.control("z")],
            "^Z",
            "suspend; fg returns",
            .session,
            names: ["suspend"]
        ),
        Binding(
            .leave,
            [.character("q"), .control("c")],
            "q ^C",
            "leave; the release goes on",
            .session,
            names: ["quit", "q"],
            short: "leave",
            priority: 3
        ),
    ]
}
