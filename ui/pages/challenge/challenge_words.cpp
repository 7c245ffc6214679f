#include "ui/pages/challenge/challenge_words.h"

#include <QObject>

#include "ui/session/common/words.h"
#include "ui/widgets/number_text.h"

namespace oneshot::ui {
namespace {

constexpr auto tr = [](const char* text) { return QObject::tr(text); };

}  // namespace

QString intervalText(const Interval& interval) {
    if (interval.low < 0)  // a dash would look like one minus more
        return tr("%1 to %2").arg(signedText(interval.low, 1), signedText(interval.high, 1));
    return QStringLiteral("%1 – %2").arg(interval.low, 0, 'f', 1).arg(interval.high, 0, 'f', 1);
}

QString secondsText(double milliseconds) {
    return tr("%1 s").arg(milliseconds / 1000, 0, 'f', 2);
}

bool isWithheld(const session::SessionRecord& session) {
    return session.state == session::SessionRecord::State::Open && !session.settings.tellsModel();
}

QString sourceText(const QString& source) {
    if (source.startsWith(QStringLiteral("lake:"))) return tr("Lake's runs");
    return session::dataName(source.section(u':', 1));
}

}  // namespace oneshot::ui
