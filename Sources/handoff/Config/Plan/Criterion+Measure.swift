import RolloutCore

/// The parts of a measure as the plan file's keys set them, one by one.
extension Criterion {
    /// Where the numbers come from; what the router's records give has no such place.
    var origin: OriginDraft {
        get { OriginDraft() }
        set { moveOrigin(to: newValue.origin) }
    }

    private mutating func moveOrigin(to origin: MetricOrigin) {
        switch measure {
        case .errorRate, .latency: break
        case .failureShare: measure = .failureShare(origin)
        case .saturation: measure = .saturation(origin)
        case .sharedLevel(_, let unit): measure = .sharedLevel(origin, unit: unit)
        case .level(_, let unit): measure = .level(origin, unit: unit)
        }
    }

    /// Whether a level is one for each revision; shares always are.
    var isPerRevision: Bool {
        get { if case .sharedLevel = measure { false } else { true } }
        set {
            switch measure {
            case .sharedLevel(let origin, let unit) where newValue:
                measure = .level(origin, unit: unit)
            case .level(let origin, let unit) where !newValue:
                measure = .sharedLevel(origin, unit: unit)
            default: break
            }
        }
    }

    /// What a level is counted in.
    var levelUnit: String {
        get { measure.unit }
        set {
            switch measure {
            case .sharedLevel(let origin, _): measure = .sharedLevel(origin, unit: newValue)
            case .level(let origin, _): measure = .level(origin, unit: newValue)
            default: break
            }
        }
    }

    /// The same with a level made one for each revision when its source says so.
    var settled: Criterion {
        var result = self
        if let isTold = measure.origin?.isPerRevision { result.isPerRevision = isTold }
        return result
    }

    /// The same with files that the plan names as they lie beside it.
    func resolvingFiles(_ resolve: (String) -> String) -> Criterion {
        guard case .inquiry(var inquiry) = measure.origin else { return self }
        inquiry.source = inquiry.source.resolvingFiles(resolve)
        var result = self
        result.moveOrigin(to: .inquiry(inquiry))
        return result
    }
}

extension InquirySource {
    fileprivate func resolvingFiles(_ resolve: (String) -> String) -> InquirySource {
        switch self {
        case .prometheus(var query):
            query.server.access.resolveFiles(resolve)
            return .prometheus(query)
        case .postgres(var query):
            query.access.resolveFiles(resolve)
            return .postgres(query)
        case .redis(var query):
            query.access.resolveFiles(resolve)
            return .redis(query)
        case .rabbitMQ(var query):
            query.server.access.resolveFiles(resolve)
            return .rabbitMQ(query)
        case .http(var query):
            query.server.access.resolveFiles(resolve)
            return .http(query)
        case .command(var query):
            guard let program = query.arguments.first, program.contains("/") else { return self }
            query.arguments[0] = resolve(program)
            return .command(query)
        }
    }
}

extension Access {
    fileprivate mutating func resolveFiles(_ resolve: (String) -> String) {
        if case .file(let path) = password { password = .file(resolve(path)) }
        if case .file(let path) = token { token = .file(resolve(path)) }
    }
}
