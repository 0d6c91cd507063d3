/// A date and time of day on the proleptic Gregorian calendar, without a zone.
///
/// Both directions are plain arithmetic, so that this module needs no calendar library.
package struct CivilTime: Hashable, Sendable {
    /// Of the common era; 0 and below are before it.
    package var year: Int
    /// 1 … 12.
    package var month: Int
    /// 1 … 31.
    package var day: Int
    /// 0 … 23.
    package var hour: Int
    /// 0 … 59.
    package var minute: Int
    /// 0 … 60, for leap seconds as mail writes them.
    package var second: Int

    /// A time of these parts; none is checked.
    package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// The civil time in UTC of a number of seconds since 1970-01-01T00:00:00Z.
    package init(unixSeconds: Int64) {
        let days = unixSeconds.flooringQuotient(86_400)
        let secondOfDay = Int(unixSeconds - days * 86_400)
        // Eras of 400 years, years that begin in March: leap days then fall on the end of the year.
        let shifted = days + 719_468
        let era = shifted.flooringQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let leapDays = dayOfEra / 1_460 - dayOfEra / 36_524 + dayOfEra / 146_096
        let yearOfEra = (dayOfEra - leapDays) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(
            year: Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0),
            month: Int(month),
            day: Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1),
            hour: secondOfDay / 3_600,
            minute: secondOfDay / 60 % 60,
            second: secondOfDay % 60)
    }

    /// Seconds since 1970-01-01T00:00:00Z when the civil time is meant in UTC.
    package var unixSeconds: Int64 {
        let shiftedYear = Int64(month <= 2 ? year - 1 : year)
        let era = shiftedYear.flooringQuotient(400)
        let yearOfEra = shiftedYear - era * 400
        let shiftedMonth = Int64(month > 2 ? month - 3 : month + 9)
        let dayOfYear = (153 * shiftedMonth + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        let days = era * 146_097 + dayOfEra - 719_468
        return days * 86_400 + Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
    }

    /// 0 is Monday, 6 is Sunday.
    package var weekday: Int {
        let days = CivilTime(year: year, month: month, day: day).unixSeconds / 86_400
        return Int((days + 3) - (days + 3).flooringQuotient(7) * 7)
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity.
    fileprivate func flooringQuotient(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
