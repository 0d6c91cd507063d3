extension SampleLanguage {
    static let spanish = SampleLanguage(
        share: 9,
        givenNames: [
            SampleName("Álvaro", "alvaro"), SampleName("Beatriz", "beatriz"),
            SampleName("Carlos", "carlos"), SampleName("Dolores", "dolores"),
            SampleName("Elena", "elena"), SampleName("Iñigo", "inigo"), SampleName("Jesús", "jesus"),
            SampleName("Lucía", "lucia"), SampleName("Martín", "martin"), SampleName("Núria", "nuria"),
            SampleName("Óscar", "oscar"), SampleName("Pilar", "pilar"), SampleName("Raúl", "raul"),
            SampleName("Sofía", "sofia"), SampleName("Tomás", "tomas"),
        ],
        familyNames: [
            SampleName("García", "garcia"), SampleName("Fernández", "fernandez"),
            SampleName("López", "lopez"), SampleName("Muñoz", "munoz"), SampleName("Pérez", "perez"),
            SampleName("Gómez", "gomez"), SampleName("Ibáñez", "ibanez"), SampleName("Núñez", "nunez"),
            SampleName("Ramírez", "ramirez"), SampleName("Ortega", "ortega"),
            SampleName("Vázquez", "vazquez"), SampleName("Castaño", "castano"),
        ], isFamilyNameFirst: false, greeting: "Buenos días:", closing: "Un saludo",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "La impresora de {room} atasca el papel",
                "La impresora de {room} atasca el papel en cada copia y muestra {code}.",
                "¿Ha probado con la otra bandeja?",
                "Sí, y pasa lo mismo.",
                "Se ha cambiado el rodillo y ya no se atasca."
            ),
            SampleTopic(
                "accounts", ["password"],
                "No puedo entrar en {app}",
                """
                Desde ayer no puedo entrar en {app}: dice que la contraseña ha caducado, pero no me \
                deja cambiarla.
                """,
                "¿Está usted en la oficina o en casa?",
                "En casa, con la conexión remota.",
                "La contraseña se ha restablecido y el cambio desde casa funciona."
            ),
            SampleTopic(
                "network", ["wifi"],
                "Sin conexión inalámbrica en {room}",
                "No hay red inalámbrica en {room} desde el corte de luz.",
                "¿La luz del techo está verde o naranja?",
                "Naranja, y parpadea.",
                "El punto de acceso había perdido su configuración y ya está repuesta."
            ),
            SampleTopic(
                "hr", ["onboarding"],
                "Puesto de trabajo para una compañera nueva",
                "El lunes llega una compañera nueva. Necesita portátil, tarjeta y acceso a {app}.",
                "¿Qué distribución de teclado prefiere?",
                "La española.",
                "El portátil {host} está preparado y las cuentas activas."
            ),
        ])
}
