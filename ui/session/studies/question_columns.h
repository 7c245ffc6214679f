#pragma once

#include <vector>

#include "core/study/study.h"
#include "ui/session/studies/study_data.h"
#include "ui/session/trials/table.h"

namespace oneshot::session {

/// The questions of studies as columns, "before_ID" and "after_ID", in the order asked. A question that versions word
/// differently has the newest wording in the codebook.
class QuestionColumns {
  public:
    explicit QuestionColumns(const StudyData&);

    void addTo(std::vector<TableColumn>&) const;
    void addTo(std::vector<TableCell>&, const SessionRecord&) const;  ///< what the person answered

  private:
    struct Question {
        bool isAfter = false;
        StudyQuestion asked;
        std::string column() const { return (isAfter ? "after_" : "before_") + asked.id; }
    };
    void add(const std::vector<StudyQuestion>&, bool isAfter);

    std::vector<Question> questions_;
};

}  // namespace oneshot::session
