#include "ui/pages/train/setting_terms.h"

#include <QHash>
#include <QString>

namespace oneshot::ui {

const char* termOf(const QString& key) {
    static const QHash<QString, const char*> terms{{QStringLiteral("horizon"), "step"},
                                                   {QStringLiteral("epochs"), "epoch"},
                                                   {QStringLiteral("patience"), "early stopping"},
                                                   {QStringLiteral("seed"), "seed"},
                                                   {QStringLiteral("architecture"), "encoder"},
                                                   {QStringLiteral("similarity"), "similarity"},
                                                   {QStringLiteral("embedding"), "embedding"},
                                                   {QStringLiteral("loss"), "loss"},
                                                   {QStringLiteral("learning_rate"), "learning rate"},
                                                   {QStringLiteral("evaluation_tasks"), "task"},
                                                   {QStringLiteral("evaluation_ways"), "way"},
                                                   {QStringLiteral("evaluation_shots"), "shot"},
                                                   {QStringLiteral("evaluate_within_alphabet"), "within alphabet"}};
    return terms.value(key, nullptr);
}

}  // namespace oneshot::ui
