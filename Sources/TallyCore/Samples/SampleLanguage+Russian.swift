extension SampleLanguage {
    static let russian = SampleLanguage(
        share: 6,
        givenNames: [
            SampleName("Анна", "anna"), SampleName("Борис", "boris"), SampleName("Дарья", "darya"),
            SampleName("Игорь", "igor"), SampleName("Ксения", "ksenia"),
            SampleName("Михаил", "mikhail"), SampleName("Ольга", "olga"),
            SampleName("Сергей", "sergey"), SampleName("Юлия", "yulia"),
        ],
        familyNames: [
            SampleName("Иванов", "ivanov"), SampleName("Петров", "petrov"),
            SampleName("Кузнецов", "kuznetsov"), SampleName("Соколов", "sokolov"),
            SampleName("Лебедев", "lebedev"), SampleName("Морозов", "morozov"),
            SampleName("Волков", "volkov"),
        ], isFamilyNameFirst: false, greeting: "Здравствуйте!", closing: "Спасибо",
        topics: [
            SampleTopic(
                "hardware", ["printer"],
                "Принтер в {room} не печатает",
                "Принтер в {room} показывает ошибку {code} и не печатает. Перезагрузка не помогла.",
                "Какой индикатор горит на панели?",
                "Мигает оранжевый.",
                "Картридж заменён, принтер снова печатает."
            ),
            SampleTopic(
                "network", ["vpn"],
                "Постоянно обрывается VPN",
                "Из дома постоянно обрывается VPN, и {app} теряет соединение.",
                "Вы подключены по кабелю или по беспроводной сети?",
                "По беспроводной. По кабелю всё работает.",
                "Драйвер сетевой карты на {host} обновлён."
            ),
            SampleTopic(
                "accounts", ["password"],
                "Не могу войти в {app}",
                "После отпуска не могу войти в {app}: учётная запись заблокирована.",
                "Вы меняли пароль перед отпуском?",
                "Да, и забыл его.",
                "Учётная запись разблокирована."
            ),
        ])
}
