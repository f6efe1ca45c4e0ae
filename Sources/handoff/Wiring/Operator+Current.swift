import Foundation
import RolloutCore

extension Operator {
    /// The person, or the job, at this process, as the operating system vouches for them; of one
    /// that came by `sudo`, who they were before.
    ///
    /// A journal belongs to one account, so two persons who approve the same release both come to
    /// that account by `sudo`. Whoever may use the account could claim to be somebody else, as they
    /// could write to the journal: this tells persons apart, it does not keep one from cheating.
    static var current: Operator { current(in: ProcessInfo.processInfo.environment) }

    /// The same, with those variables.
    static func current(in environment: [String: String]) -> Operator {
        if let uid = environment["SUDO_UID"].flatMap(UInt32.init),
            let name = environment["SUDO_USER"], !name.isEmpty, uid != getuid()
        {
            return Operator(name: name, uid: Int(uid), via: place)
        }
        let uid = getuid()
        let name = getpwuid(uid).map { String(cString: $0.pointee.pw_name) } ?? "uid \(uid)"
        return Operator(name: name, uid: Int(uid), via: place)
    }

    private static var place: String {
        if let terminal = ttyname(STDIN_FILENO) {
            return String(cString: terminal).replacing("/dev/", with: "")
        }
        return ProcessInfo.processInfo.environment["CI"] == nil ? "no terminal" : "ci"
    }
}
