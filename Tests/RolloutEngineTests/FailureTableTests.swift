import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

/// What comes of every trouble in every phase: "It must show" of the release model, as data.
@Suite struct FailureTableTests {
    /// A row for each phase in which the trouble begins, a column for each trouble.
    ///
    /// What the short words mean is in ``ends``. A trouble lasts until the release is over or 30 s
    /// have gone by; then all works again and a person resumes what is held or paused.
    ///
    /// Where a cell says `ok` for a trouble that cannot touch the phase, that is its expectation:
    /// nothing changes. `rbk` under contracting is refused, because nothing is left to go back to.
    static let table = """
                        crs nrd stb wrk cap dep met rtr jrn mgf mgh flg hno hhg rcv kil rbk pse nob
        preflight       bc  bn  ok  ok  no  no  no  no  ok  bx  bx  no  hh  hh  no  ok  ab  pa  wb
        rehearsing      bc  bn  ok  ok  no  wx  wb  hd  ok  bx  bx  wb  hh  hh  ok  ok  ab  pa  wb
        expanding       bc  bn  ok  ok  hc  hd  wb  hd  ok  bx  bx  wb  hh  hh  ok  ok  ab  pa  wb
        starting        bc  bn  ok  ok  hc  hd  wb  hd  ok  hm  wc  wb  hh  hh  ok  ok  ab  pa  wb
        changingWorkers bc  be  ok  ok  hc  hd  wb  ws  ok  hm  wc  wb  hh  hh  ok  ok  ab  pa  wb
        shifting        bc  be  ok  ok  ok  wb  wb  ws  ok  hm  wc  wb  hh  hh  ok  ok  bp  pa  wb
        baking          bc  be  ok  ok  ok  wb  wb  wb  ok  hm  wc  wb  hh  hh  ok  ok  bp  pa  wb
        warm            bc  be  ok  ok  ok  ok  ww  ww  ok  hm  wc  ok  hh  hh  ok  ok  bp  pa  ww
        retiring        ok  wr  ok  ok  ok  ok  ok  wr  ok  hm  wc  ok  hh  hh  ok  ok  bp  ok  ok
        contracting     ok  ok  ok  ok  ok  ok  ok  ok  ok  hm  wc  ok  hh  hh  ok  ok  ok  ok  ok
        rollingBack     bp  bp  bp  bp  bp  bp  bp  rf  bp  bp  bp  rf  bp  bp  bp  bp  bp  bp  bp
        """

    /// What each word of the table means.
    ///
    /// Where the release stands or ended while the trouble lasted, and what came then.
    static let ends = [
        "hd": "held (dependency down), then succeeded",
        "ab": "aborted",
        "bc": "back (crashes)",
        "be": "back (error rate)",
        "bn": "back (not ready)",
        "bp": "back (person)",
        "bx": "back (expand)",
        "hc": "held (no capacity), then succeeded",
        "hh": "held (hook), then succeeded",
        "hm": "held (contract), then succeeded",
        "no": "refused",
        "ok": "succeeded",
        "pa": "paused, then succeeded",
        "rf": "rollback failed",
        "wb": "waits (baking), then succeeded",
        "wc": "waits (contracting), then succeeded",
        "wr": "waits (retiring), then succeeded",
        "ws": "waits (shifting), then succeeded",
        "ww": "waits (warm), then succeeded",
        "wx": "waits (expanding), then succeeded",
    ]

    /// One place of the table.
    struct Cell: Sendable, CustomTestStringConvertible {
        let moment: Moment
        let trouble: Trouble
        let end: String?

        var testDescription: String { "\(moment) × \(trouble)" }
    }

    static let cells: [Cell] = {
        let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        let columns = lines[0].compactMap(Trouble.init)
        return lines.dropFirst().flatMap { line -> [Cell] in
            guard let moment = Moment(rawValue: line[0]) else { return [] }
            return zip(columns, line.dropFirst()).map { trouble, word in
                Cell(moment: moment, trouble: trouble, end: ends[word])
            }
        }
    }()

    @Test func `no cell is empty`() {
        #expect(Self.cells.count == Moment.allCases.count * Trouble.allCases.count)
        #expect(Self.cells.allSatisfy { $0.end != nil })
    }

    @Test(arguments: cells)
    func `a trouble has the end that the table says, and breaks no invariant`(
        _ cell: Cell
    ) async {
        let release = TroubledRelease(cell.moment, cell.trouble)
        let found = await release.carryOut()
        #expect(found == cell.end)
        #expect(release.trial.world.violations == [])
    }
}
