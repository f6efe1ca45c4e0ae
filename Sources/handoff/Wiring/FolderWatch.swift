#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Tells when files of a folder are written, so that nobody has to look again and again.
///
/// Only Linux can here. Elsewhere, and where the system has no watch left, ``descriptor`` is nil
/// and whoever asks has to look by the clock.
final class FolderWatch {
    /// Can be read from when something was written; nil when nobody will ever tell.
    let descriptor: Int32?

    /// Watches the files that lie in the folder itself, those that come later included.
    init(_ folder: String) {
        #if canImport(Glibc)
        let watch = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
        guard watch >= 0 else {
            descriptor = nil
            return
        }
        guard inotify_add_watch(watch, folder, UInt32(IN_MODIFY)) >= 0 else {
            close(watch)
            descriptor = nil
            return
        }
        descriptor = watch
        #else
        descriptor = nil
        #endif
    }

    /// Takes what was told, so that the descriptor tells only what is new.
    func drain() {
        guard let descriptor else { return }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }

    deinit {
        if let descriptor { close(descriptor) }
    }
}
