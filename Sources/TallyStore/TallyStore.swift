internal import TallyCore
