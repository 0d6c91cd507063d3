Launch.start(Array(CommandLine.arguments.dropFirst()))
