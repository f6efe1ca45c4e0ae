/// Who takes jobs, as the database remembers it.
struct WorkerRecord: Sendable, Equatable {
    var name: String
    var revision: String
    var pid: Int32
}
