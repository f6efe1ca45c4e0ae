import Testing

@testable import TerminalUI

@Suite struct TableTests {
    private let table = Table(
        columns: [
            .init("criterion", width: 9...12),
            .init("canary", width: 6...6, alignment: .right),
            .init("checks", width: 6...6, priority: 2),
            .init("used", width: 5...8, priority: 1),
        ],
        rows: [
            ["p99", .text("398 ms", .fail), "1/3", .widget(ProgressBar(1))],
            ["errors", "0.24%", "6/6", .widget(ProgressBar(0.5))],
            ["backlog", "1,310", "6/6", .widget(ProgressBar(0.01))],
        ],
        selection: 1
    )

    @Test func `columns grow to their greatest width when there is room`() {
        #expect(
            drawn(table, 40, 4).text == """
                 criterion     canary  checks  used
                 p99           398 ms  1/3     ████████
                >errors         0.24%  6/6     ████░░░░
                 backlog        1,310  6/6     █░░░░░░░
                """
        )
    }

    @Test func `the column of the highest number goes first`() {
        #expect(
            drawn(table, 25, 2).text == """
                 criterion  canary  used
                 p99        398 ms  █████
                """
        )
        #expect(drawn(table, 19, 2).text == " criterion   canary\n p99         398 ms")
    }

    @Test func `the selected row keeps its roles on another background`() {
        #expect(
            drawn(table, 19, 3).roles == """
                .mmmmmmmmm...mmmmmm
                .ttt.........ffffff
                HTTTTTTTTTTTTTTTTTT
                """
        )
    }

    @Test func `an offset shows later rows and never leaves rows empty`() {
        var table = table
        table.offset = 7
        #expect(
            drawn(table, 19, 3).text
                == " criterion   canary\n>errors       0.24%\n backlog      1,310"
        )
    }

    @Test func `text wider than its column is cut with a mark`() {
        let table = Table(
            columns: [.init("", width: 4...4)],
            rows: [["instance"]],
            hasHeader: false
        )
        #expect(drawn(table, 10, 1).text == " ins…")
    }

    @Test func `a row with too few cells ends blank`() {
        let columns = [Table.Column("a", width: 2...2), Table.Column("b", width: 2...2)]
        #expect(drawn(Table(columns: columns, rows: [["x"]]), 8, 2).text == " a   b\n x")
    }

    @Test(arguments: [(0, 0), (4, 0), (5, 1), (9, 5)])
    func `scrolling moves no further than the selected row needs`(selected: Int, offset: Int) {
        let found = ScrollWindow.offset(showing: selected, count: 10, height: 5, previous: 0)
        #expect(found == offset)
    }

    @Test func `scrolling up stops at the selected row`() {
        #expect(ScrollWindow.offset(showing: 2, count: 10, height: 5, previous: 5) == 2)
        #expect(ScrollWindow.offset(showing: nil, count: 3, height: 5, previous: 5) == 0)
    }
}
