internal import TallyCore

// People.
extension APIOperation {
    private static let person = Parameter.path(
        "id", "The number of the person, or `me`.", .text(pattern: "^(me|[1-9][0-9]{0,17})$"))

    static let listPeople = list("/users", "listPeople")
    static let listPeopleForAdmins = list("/admin/users", "listPeopleForAdmins")

    private static func list(_ path: String, _ name: String) -> APIOperation {
        APIOperation(
            method: .get, path: path, name: name, subject: .people, summary: "List people",
            access: .right(.list, .person),
            parameters: [
                .choices("role", of: Role.self, "Any of these."),
                .query("active", .boolean, "Whether they may sign in."),
                .query("team", .anyText, "A name or a number."),
                .query("q", .anyText, "A part of a name or an address."),
            ] + Parameter.paging, answer: .list(.list(of: .account)))
    }

    static let showPerson = APIOperation(
        method: .get, path: "/users/{id}", name: "showPerson", subject: .people, summary: "Show a person",
        access: .right(.see, .person), parameters: [person], answer: .json(.ok, .account),
        isVersioned: true)

    static let changePerson = change(.patch, "changePerson")
    static let putPerson = change(.put, "putPerson")

    private static func change(_ method: HTTPMethod, _ name: String) -> APIOperation {
        APIOperation(
            method: method, path: "/users/{id}", name: name, subject: .people,
            summary: "Change what the body names", access: .right(.edit, .person),
            note: "PATCH and PUT do the same.", parameters: [person, .ifMatch],
            content: .json(.accountChanges), answer: .json(.ok, .account), isVersioned: true,
            conflicts: [.conflict])
    }

    static let createPerson = APIOperation(
        method: .post, path: "/admin/users", name: "createPerson", subject: .people,
        summary: "Make somebody known", access: .right(.create, .person), content: .json(.newPerson),
        answer: .json(.created, .account), isVersioned: true, conflicts: [.conflict])

    static let disablePerson = APIOperation(
        method: .delete, path: "/admin/users/{id}", name: "disablePerson", subject: .people,
        summary: "Put somebody out", access: .right(.remove, .person),
        note: "What they did stays, what they hold goes back.", parameters: [person, .ifMatch],
        answer: .nothing, conflicts: [.conflict])

    static let listAbsences = APIOperation(
        method: .get, path: "/users/{id}/absences", name: "listAbsences", subject: .people,
        summary: "List when somebody is away", access: .right(.see, .person), parameters: [person],
        answer: .list(.list(of: .absence)))

    static let planAbsence = APIOperation(
        method: .post, path: "/users/{id}/absences", name: "planAbsence", subject: .people,
        summary: "Say when somebody will be away", access: .right(.schedule, .person),
        parameters: [person], content: .json(.newAbsence), answer: .json(.created, .absence),
        conflicts: [.conflict])

    static let cancelAbsence = APIOperation(
        method: .delete, path: "/users/{id}/absences/{absence}", name: "cancelAbsence", subject: .people,
        summary: "Take an absence back", access: .right(.schedule, .person),
        parameters: [person, .path("absence", "The number of the absence.")], answer: .nothing)

    static let listAddresses = APIOperation(
        method: .get, path: "/users/{id}/addresses", name: "listAddresses", subject: .people,
        summary: "List where somebody's mail comes from", access: .right(.see, .person),
        parameters: [person], answer: .list(.list(of: .address)))

    static let requestAddress = APIOperation(
        method: .post, path: "/users/{id}/addresses", name: "requestAddress", subject: .people,
        summary: "Ask for an address to be added", access: .right(.edit, .person),
        note: "A link is mailed there, good once for a day; only its page adds the address.",
        parameters: [person], content: .json(.newAddress), answer: .json(.accepted, .address),
        conflicts: [.conflict])

    static let removeAddress = APIOperation(
        method: .delete, path: "/users/{id}/addresses/{address}", name: "removeAddress", subject: .people,
        summary: "Take an address away", access: .right(.edit, .person),
        parameters: [person, .path("address", "The address.", .mailAddress)], answer: .nothing,
        conflicts: [.conflict, .unprocessableContent])
}

// Signing in.
extension APIOperation {
    static let logIn = signIn("login", "logIn", "Sign in with a password", .credentials)
    static let refresh = signIn("refresh", "refresh", "Trade a refresh token for new tokens", .refreshToken)
    static let demoLogIn = signIn(
        "demo-login", "demoLogIn", "Sign in as one of the demonstration's people", .demoRole,
        refusals: [.notFound])

    private static func signIn(
        _ path: String, _ name: String, _ summary: String, _ content: NamedSchema,
        refusals: [HTTPStatus] = []
    ) -> APIOperation {
        APIOperation(
            method: .post, path: "/auth/" + path, name: name, subject: .signingIn, summary: summary,
            access: .anyone, content: .json(content), answer: .json(.ok, .grant),
            conflicts: [.unauthorized] + refusals)
    }

    static let logOut = APIOperation(
        method: .post, path: "/auth/logout", name: "logOut", subject: .signingIn,
        summary: "End the sign-in of the access token, or of a refresh token", access: .anyone,
        content: .json(.signingOut, isRequired: false), answer: .nothing, conflicts: [.unauthorized])

    static let openSocket = APIOperation(
        method: .post, path: "/auth/ws-ticket", name: "openSocket", subject: .signingIn,
        summary: "Get a ticket for the WebSocket", access: .signedIn,
        answer: .json(.ok, .socketTicket))
}

// Teams and projects.
extension APIOperation {
    static let listTeams = APIOperation(
        method: .get, path: "/teams", name: "listTeams", subject: .groups, summary: "List teams",
        access: .right(.see, .team), parameters: Parameter.paging, answer: .list(.list(of: .team)))

    static let createTeam = APIOperation(
        method: .post, path: "/teams", name: "createTeam", subject: .groups, summary: "Make a team",
        access: .right(.create, .team), content: .json(.newTeam), answer: .json(.created, .team),
        isVersioned: true, conflicts: [.conflict])

    static let showTeam = one("/teams", .team, .get, .see, "showTeam", "Show a team", .team)
    static let changeTeam = one(
        "/teams", .team, .patch, .edit, "changeTeam", "Change what the body names", .team, .teamChanges)
    static let putTeam = one(
        "/teams", .team, .put, .edit, "putTeam", "Change what the body names", .team, .teamChanges)
    static let removeTeam = remove(
        "/teams", .team, "removeTeam", "Delete a team",
        .query("detach", .boolean, "Takes its members and tickets out first."))

    static let listProjects = APIOperation(
        method: .get, path: "/projects", name: "listProjects", subject: .groups,
        summary: "List projects, newest first", access: .right(.see, .project),
        parameters: [
            .choices("status", of: ProjectStatus.self, "Any of these."),
            .query("member", .text(pattern: "^(me|[1-9][0-9]{0,17})$"), "A number or `me`."),
        ] + Parameter.paging, answer: .list(.list(of: .project)))

    static let createProject = APIOperation(
        method: .post, path: "/projects", name: "createProject", subject: .groups,
        summary: "Make a project", access: .right(.create, .project), content: .json(.newProject),
        answer: .json(.created, .project), isVersioned: true, conflicts: [.conflict])

    static let showProject = one(
        "/projects", .project, .get, .see, "showProject", "Show a project", .project)
    static let changeProject = one(
        "/projects", .project, .patch, .edit, "changeProject", "Change what the body names", .project,
        .projectChanges)
    static let putProject = one(
        "/projects", .project, .put, .edit, "putProject", "Change what the body names", .project,
        .projectChanges)
    static let removeProject = remove(
        "/projects", .project, "removeProject", "Delete a project",
        .query("detach_tickets", .boolean, "Takes its tickets out first."))

    private static func one(
        _ path: String, _ kind: DeskObject.Kind, _ method: HTTPMethod, _ verb: Verb, _ name: String,
        _ summary: String, _ schema: NamedSchema, _ changes: NamedSchema? = nil
    ) -> APIOperation {
        APIOperation(
            method: method, path: path + "/{id}", name: name, subject: .groups, summary: summary,
            access: .right(verb, kind),
            parameters: [.path("id", "Its number.")] + (changes == nil ? [] : [.ifMatch]),
            content: changes.map { .json($0) }, answer: .json(.ok, schema), isVersioned: true,
            conflicts: changes == nil ? [] : [.conflict])
    }

    private static func remove(
        _ path: String, _ kind: DeskObject.Kind, _ name: String, _ summary: String, _ detaching: Parameter
    ) -> APIOperation {
        APIOperation(
            method: .delete, path: path + "/{id}", name: name, subject: .groups, summary: summary,
            access: .right(.remove, kind), parameters: [.path("id", "Its number."), detaching, .ifMatch],
            answer: .nothing, conflicts: [.conflict])
    }
}
