#include "ui/report/english_numbers.h"

#include <QLocale>
#include <clocale>

namespace oneshot::report {

void useEnglishNumbers() {
    std::setlocale(LC_NUMERIC, "C");
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

}  // namespace oneshot::report
